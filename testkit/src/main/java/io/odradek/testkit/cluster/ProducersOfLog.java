package io.odradek.testkit.cluster;

import io.odradek.broker.view.ReplicaView.BatchMark;
import io.odradek.broker.view.ReplicaView.ProducerMark;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How far idempotent producers have come, as the last batches of a log say it.
 *
 * <p>Immutable.
 */
record ProducersOfLog(SortedMap<Long, ProducerMark> last) {
    static ProducersOfLog of(List<BatchMark> marks) {
        SortedMap<Long, ProducerMark> last = new TreeMap<>();
        marks.stream().filter(mark -> mark.producerId() >= 0).forEach(mark -> last.put(mark.producerId(), mark.producer()));
        return new ProducersOfLog(last);
    }

    /** Holds what a replica knows against it; more may be known, of those who wrote nothing in these batches. */
    void match(SortedMap<Long, ProducerMark> known, Consumer<String> complaints) {
        last.forEach((producer, end) -> {
            if (!end.equals(known.get(producer))) {
                complaints.accept(known.get(producer) + " is known of producer " + producer + ", of which the log has " + end);
            }
        });
    }
}
