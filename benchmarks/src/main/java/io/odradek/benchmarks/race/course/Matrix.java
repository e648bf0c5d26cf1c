package io.odradek.benchmarks.race.course;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a person wants raced: every producer on every broker with every work.
 *
 * <p>Immutable.
 *
 * @param producers who sends, in the order of their turns
 * @param brokers who is sent to
 * @param works what is sent
 */
public record Matrix(List<ProducerName> producers, List<BrokerName> brokers, List<Work> works) {
    /** Keeps lists of its own. */
    public Matrix {
        producers = List.copyOf(producers);
        brokers = List.copyOf(brokers);
        works = List.copyOf(works);
    }

    /**
     * The values of which works are made.
     *
     * @param recordBytes sizes of values
     * @param acks as clients are told
     * @param compressions as clients are told
     * @param keyed with keys, without, or both
     * @param settings how clients batch
     * @param ratesPerSecond rates beside full speed, which is always raced
     */
    public record Values(
            List<Integer> recordBytes,
            List<String> acks,
            List<String> compressions,
            List<Boolean> keyed,
            List<Settings> settings,
            List<Integer> ratesPerSecond) {

        /** Every combination; those at full speed are first. */
        public List<Work> works() {
            List<Integer> rates = new ArrayList<>(List.of(Work.FULL_SPEED));
            rates.addAll(ratesPerSecond);
            List<Work> works = new ArrayList<>();
            for (int rate : rates) {
                for (int bytes : recordBytes) {
                    for (String ack : acks) {
                        for (String compression : compressions) {
                            for (boolean key : keyed) {
                                settings.forEach(each -> works.add(new Work(bytes, ack, compression, key, each, rate)));
                            }
                        }
                    }
                }
            }
            return works;
        }
    }

    /** One round's courses: producers take turns on the same broker and work; what is bare comes behind the works that it limits. */
    public List<Course> courses() {
        Set<Course> courses = new LinkedHashSet<>();
        for (Work work : works) {
            for (BrokerName broker : brokers) {
                producers.forEach(producer -> courses.add(new Course(producer, broker, work)));
            }
            if (work.isPaced()) {
                brokers.forEach(broker -> courses.add(new Course(ProducerName.BARE_SOCKET, broker, bare(work, work.acks()))));
            } else {
                courses.add(new Course(ProducerName.BARE_LOOP, BrokerName.NONE, bare(work, "none")));
            }
        }
        return List.copyOf(courses);
    }

    /** Nothing is compressed, and nobody batches; so works that differ in that alone have one bare course. */
    private static Work bare(Work work, String acks) {
        return new Work(work.recordBytes(), acks, "none", work.keyed(), Settings.DEFAULT, work.ratePerSecond());
    }
}
