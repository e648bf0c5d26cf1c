package io.odradek.log.internal.producer;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The file form of {@link ProducerStates}.
 *
 * <p>Immutable. It begins as Kafka's {@code .snapshot} of version 1 does (version, CRC-32C of all that follows it, one entry a producer
 * with its last batch), so that Kafka's tools read it; behind that stand the earlier batches, which Kafka forgets.
 */
public final class ProducerSnapshot {
    private static final short VERSION = 1;
    private static final int PREFIX_SIZE_BYTES = 2 + 4;
    private static final int ENTRY_SIZE_BYTES = 8 + 2 + 4 + 8 + 4 + 8 + 4 + 8;
    private static final int TRACE_SIZE_BYTES = 4 + 8 + 4 + 8;
    /** Beside the count of a producer's batches: {@link ProducerState#isWhole}. */
    private static final int WHOLE_BIT = 0x80;
    private static final int NO_COORDINATOR = -1;
    private static final long NO_TRANSACTION = -1;
    private static final BatchTrace NOTHING = new BatchTrace(-1, -1, 0, -1);

    private ProducerSnapshot() {}

    /** Writes a state. */
    public static ByteBuffer write(ProducerStates states) {
        int sizeBytes = PREFIX_SIZE_BYTES + 4;
        for (ProducerState state : states.byId().values()) {
            sizeBytes += ENTRY_SIZE_BYTES + 1 + 8 + TRACE_SIZE_BYTES * state.batches().size();
        }
        ByteBuffer bytes = ByteBuffer.allocate(sizeBytes);
        bytes.putShort(VERSION).putInt(0).putInt(states.count());
        for (Map.Entry<Long, ProducerState> each : states.byId().entrySet()) {
            writeEntry(bytes, each.getKey(), each.getValue());
        }
        for (ProducerState state : states.byId().values()) {
            writeTraces(bytes, state);
        }
        bytes.flip();
        return bytes.putInt(2, crcOf(bytes));
    }

    private static void writeEntry(ByteBuffer bytes, long producerId, ProducerState state) {
        List<BatchTrace> batches = state.batches();
        BatchTrace last = batches.isEmpty() ? NOTHING : batches.get(batches.size() - 1);
        bytes.putLong(producerId).putShort(state.epoch()).putInt(last.lastSequence()).putLong(last.lastOffset());
        bytes.putInt(last.offsetDelta()).putLong(last.timestampMs()).putInt(NO_COORDINATOR).putLong(NO_TRANSACTION);
    }

    private static void writeTraces(ByteBuffer bytes, ProducerState state) {
        bytes.put((byte) (state.batches().size() | (state.isWhole() ? WHOLE_BIT : 0))).putLong(state.lastActiveMs());
        for (BatchTrace trace : state.batches()) {
            bytes.putInt(trace.lastSequence()).putLong(trace.lastOffset()).putInt(trace.offsetDelta()).putLong(trace.timestampMs());
        }
    }

    private static int crcOf(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(PREFIX_SIZE_BYTES));
        return (int) crc.getValue();
    }

    /** Reads a state; empty when the bytes are not whole or not of this version. */
    public static Optional<ProducerStates> read(ByteBuffer bytes, int producerCountMax) {
        if (bytes.remaining() < PREFIX_SIZE_BYTES + 4) {
            return Optional.empty();
        }
        ByteBuffer from = bytes.slice();
        if (from.getShort() != VERSION || from.getInt() != crcOf(from.duplicate().position(0))) {
            return Optional.empty();
        }
        int count = from.getInt();
        if (count < 0 || (long) count * ENTRY_SIZE_BYTES > from.remaining()) {
            return Optional.empty();
        }
        return readProducers(from, count, producerCountMax);
    }

    private static Optional<ProducerStates> readProducers(ByteBuffer from, int count, int producerCountMax) {
        ByteBuffer entries = from.slice(from.position(), count * ENTRY_SIZE_BYTES);
        from.position(from.position() + entries.limit());
        Map<Long, ProducerState> byId = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            if (from.remaining() < 1 + 8) {
                return Optional.empty();
            }
            int head = from.get();
            int traceCount = head & (WHOLE_BIT - 1);
            long lastActiveMs = from.getLong();
            if (traceCount > ProducerState.BATCH_COUNT_MAX || traceCount * TRACE_SIZE_BYTES > from.remaining()) {
                return Optional.empty();
            }
            int entry = i * ENTRY_SIZE_BYTES;
            short epoch = entries.getShort(entry + 8);
            ProducerState state = new ProducerState(epoch, lastActiveMs);
            for (int trace = 0; trace < traceCount; trace++) {
                state.add(epoch, new BatchTrace(from.getInt(), from.getLong(), from.getInt(), from.getLong()), lastActiveMs);
            }
            state.setWhole(traceCount > 0 && (head & WHOLE_BIT) != 0);
            byId.put(entries.getLong(entry), state);
        }
        return Optional.of(new ProducerStates(byId, producerCountMax));
    }
}
