package io.odradek.benchmarks.race.program;

import io.odradek.benchmarks.race.course.LatencyUs;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a producer's process says of its round, in one line of {@code name=value}.
 *
 * <p>Immutable.
 *
 * @param sentCount records sent in all, those of the warm-up included
 * @param recordCount records that were sent while it was measured
 * @param elapsedNs nanoseconds from the first of them to the last one's acknowledgement
 * @param latency for records sent at a rate, null otherwise
 */
public record SentFigures(long sentCount, long recordCount, long elapsedNs, @Nullable LatencyUs latency) {
    private static final String MARK = "figures ";

    /** Whether the line is one that {@link #parse} takes. */
    public static boolean isLine(String line) {
        return line.startsWith(MARK);
    }

    /** One line of text. */
    public String line() {
        String text = MARK + "sent=" + sentCount + " records=" + recordCount + " elapsed_ns=" + elapsedNs;
        return latency == null
                ? text
                : text + " p50=" + latency.p50() + " p99=" + latency.p99() + " p999=" + latency.p999() + " max=" + latency.max();
    }

    /**
     * What a line says.
     *
     * @throws IllegalArgumentException when it is no such line
     */
    public static SentFigures parse(String line) {
        if (!isLine(line)) {
            throw new IllegalArgumentException("no figures: " + line);
        }
        Map<String, Long> numbers = new LinkedHashMap<>();
        for (String pair : line.substring(MARK.length()).split(" ")) {
            int equals = pair.indexOf('=');
            numbers.put(pair.substring(0, Math.max(0, equals)), Long.parseLong(pair.substring(equals + 1)));
        }
        LatencyUs latency = numbers.containsKey("p50")
                ? new LatencyUs(number(numbers, "p50"), number(numbers, "p99"), number(numbers, "p999"), number(numbers, "max"))
                : null;
        return new SentFigures(number(numbers, "sent"), number(numbers, "records"), number(numbers, "elapsed_ns"), latency);
    }

    private static long number(Map<String, Long> numbers, String name) {
        Long number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("figures without " + name + ": " + numbers);
        }
        return number;
    }
}
