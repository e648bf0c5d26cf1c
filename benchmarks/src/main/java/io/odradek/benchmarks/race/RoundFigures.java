package io.odradek.benchmarks.race;

import java.util.ArrayList;
import java.util.List;

/**
 * What one producer's process measured in one round.
 *
 * <p>Immutable.
 *
 * @param sentCount records sent in all, those of the warm-up included
 * @param recordCount records that were sent while it was measured
 * @param elapsedNs nanoseconds from the first of them to the last one's delivery
 * @param clientCpuNs nanoseconds of CPU that the producer's process used meanwhile
 * @param brokerCpuNs nanoseconds of CPU that the broker's process used meanwhile
 */
public record RoundFigures(long sentCount, long recordCount, long elapsedNs, long clientCpuNs, long brokerCpuNs) {
    private static final String MARK = "figures";

    /** Records in a second. */
    public double recordsPerSecond() {
        return recordCount * 1e9 / elapsedNs;
    }

    /** Microseconds of the producer's CPU for a record. */
    public double clientCpuUsPerRecord() {
        return clientCpuNs / 1e3 / recordCount;
    }

    /** Microseconds of the broker's CPU for a record. */
    public double brokerCpuUsPerRecord() {
        return brokerCpuNs / 1e3 / recordCount;
    }

    /** One line of text. */
    public String line() {
        return String.join(
                " ",
                MARK,
                Long.toString(sentCount),
                Long.toString(recordCount),
                Long.toString(elapsedNs),
                Long.toString(clientCpuNs),
                Long.toString(brokerCpuNs));
    }

    /**
     * The figures in what a process printed.
     *
     * @throws IllegalArgumentException when there are none
     */
    public static RoundFigures parse(String output) {
        String line = output.lines()
                .filter(each -> each.startsWith(MARK + " "))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no figures in: " + output));
        List<Long> numbers = new ArrayList<>();
        for (String text : line.substring(MARK.length() + 1).split(" ")) {
            numbers.add(Long.parseLong(text));
        }
        return new RoundFigures(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4));
    }
}
