package io.odradek.inmemory.transport;

import io.odradek.spi.storage.FileRange;
import io.odradek.spi.transport.OutboundFrame;
import io.odradek.spi.transport.SendReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A frame that was taken and not yet reported; its bytes are the sender's until then.
 *
 * <p>Confined to the sending connection's loop.
 */
final class PendingSend {
    private static final int CHUNK_BYTES_MAX = 64 * 1024;

    private final List<OutboundFrame.Part> parts;
    private final SendReport report;
    private final long sizeBytes;
    private final OptionalLong takenChecksum;

    /** Remembers where each buffer's position and limit stand now, and if it is {@code watched}, what is in them. */
    PendingSend(OutboundFrame frame, SendReport report, boolean watched) {
        this.sizeBytes = frame.sizeBytes();
        this.report = report;
        this.parts = new ArrayList<>(frame.parts().size());
        for (OutboundFrame.Part part : frame.parts()) {
            parts.add(part instanceof OutboundFrame.Bytes bytes ? new OutboundFrame.Bytes(bytes.buffer().slice()) : part);
        }
        this.takenChecksum = watched ? OptionalLong.of(checksum()) : OptionalLong.empty();
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** Whether the sender's memory is not what it was when it was taken: somebody wrote to what was lent. False if it is not watched. */
    boolean wasChanged() {
        return takenChecksum.isPresent() && takenChecksum.getAsLong() != checksum();
    }

    private long checksum() {
        CRC32C crc = new CRC32C();
        for (OutboundFrame.Part part : parts) {
            if (part instanceof OutboundFrame.Bytes bytes) {
                crc.update(bytes.buffer().duplicate());
            }
        }
        return crc.getValue();
    }

    /** The frame's bytes in memory of their own. */
    ByteBuffer copy() {
        ByteBuffer copy = ByteBuffer.allocate(Math.toIntExact(sizeBytes));
        for (OutboundFrame.Part part : parts) {
            if (part instanceof OutboundFrame.Bytes bytes) {
                copy.put(bytes.buffer().duplicate());
            } else if (part instanceof OutboundFrame.Range range) {
                read(range.range(), copy);
            }
        }
        return copy.flip();
    }

    /** Lets go of everything and says so. */
    void finish(@Nullable Throwable failure) {
        for (OutboundFrame.Part part : parts) {
            if (part instanceof OutboundFrame.Range range) {
                range.range().release();
            }
        }
        report.released(failure);
    }

    private static void read(FileRange range, ByteBuffer target) {
        int end = target.position() + range.sizeBytes();
        int start = target.position();
        while (target.position() < end) {
            target.limit(Math.min(end, target.position() + CHUNK_BYTES_MAX));
            int readBytes = range.read(target.position() - start, target);
            if (readBytes <= 0) {
                throw new UncheckedIOException(new IOException(
                        "a range of " + range.sizeBytes() + " bytes ended after " + (target.position() - start)));
            }
        }
        target.limit(target.capacity());
    }
}
