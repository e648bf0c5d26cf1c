package io.odradek.spi.tck.transport;

import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.transport.OutboundFrame;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A random frame of up to six parts: memory of both kinds, and ranges with and without a file.
 *
 * <p>Immutable once made.
 */
final class FrameParts {
    private static final int PART_COUNT_MAX = 6;
    private static final int SMALL_BYTES_MAX = 300;
    private static final int LARGE_BYTES_MAX = 250_000;

    private final List<OutboundFrame.Part> parts = new ArrayList<>();
    private final List<CountedRange> ranges = new ArrayList<>();
    private final byte[] bytes;

    FrameParts(RandomSource random, FileChannel file) {
        int partCount = random.nextInt(PART_COUNT_MAX + 1);
        ByteBuffer whole = ByteBuffer.allocate(partCount * LARGE_BYTES_MAX);
        for (int i = 0; i < partCount; i++) {
            byte[] part = FrameRules.bytes(random, random.nextInt(random.nextInt(4) == 0 ? LARGE_BYTES_MAX : SMALL_BYTES_MAX));
            whole.put(part);
            parts.add(part(random.nextInt(4), part, file));
        }
        this.bytes = new byte[whole.flip().remaining()];
        whole.get(bytes);
    }

    OutboundFrame frame() {
        return new OutboundFrame(parts);
    }

    List<CountedRange> ranges() {
        return ranges;
    }

    byte[] bytes() {
        return bytes;
    }

    private OutboundFrame.Part part(int kind, byte[] part, FileChannel file) {
        if (kind < 2) {
            return new OutboundFrame.Bytes(kind == 0 ? ByteBuffer.wrap(part) : FrameRules.direct(part));
        }
        CountedRange range = kind == 2 ? CountedRange.inMemory(part) : CountedRange.inFile(part, file, endOf(file));
        ranges.add(range);
        return new OutboundFrame.Range(range);
    }

    private static long endOf(FileChannel file) {
        try {
            return file.size();
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
