package io.odradek.producer.internal.completion;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was caught, by what raised it. Thread-safe. */
public final class ErrorCounts {
    private final Map<String, LongAdder> bySource = new ConcurrentSkipListMap<>();

    /** Counts one. */
    public void add(String source) {
        bySource.computeIfAbsent(source, ignored -> new LongAdder()).increment();
    }

    /** The counts of this moment, ordered by source. */
    public SortedMap<String, Long> snapshot() {
        SortedMap<String, Long> counts = new TreeMap<>();
        bySource.forEach((source, count) -> counts.put(source, count.sum()));
        return counts;
    }
}
