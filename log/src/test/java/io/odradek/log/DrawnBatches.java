package io.odradek.log;

import io.odradek.log.LogModel.Entry;
import io.odradek.log.LogModel.State;
import io.odradek.spi.runtime.RandomSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Batches drawn by chance, no value twice. Confined to one thread. */
final class DrawnBatches {
    private final RandomSource random;
    private int serial;

    DrawnBatches(RandomSource random) {
        this.random = random;
    }

    /** A batch's records, at the end of a state: of a producer that is known there, of a new one, or of none. */
    List<Entry> next(State state, int leaderEpoch) {
        Entry any = state.entries().isEmpty() ? null : state.entries().get(random.nextInt(state.entries().size()));
        long producerId = any != null && random.nextInt(4) != 0 ? any.producerId() : random.nextInt(2) == 0 ? -1 : serial;
        int sequence = 0;
        for (Entry entry : state.entries()) {
            sequence = entry.producerId() == producerId ? entry.sequence() + 1 : sequence;
        }
        List<Entry> entries = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String value = serial++ + "." + "x".repeat(random.nextInt(600));
            entries.add(new Entry(
                    state.endOffset() + i, value, leaderEpoch, state.endOffset(), producerId, producerId < 0 ? -1 : sequence + i));
        }
        return entries;
    }

    /** The batch of these records. */
    static ByteBuffer bytesOf(List<Entry> entries) {
        String[] values = entries.stream().map(Entry::value).toArray(String[]::new);
        Entry first = entries.get(0);
        return first.producerId() < 0 ? Batches.of(values) : Batches.idempotent(first.producerId(), 0, first.sequence(), values);
    }
}
