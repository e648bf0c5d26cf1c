package io.odradek.compression;

import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;

/**
 * Decompression of a format made of blocks that each are decoded whole: into the target where it has room, else into a buffer of our
 * own from which later reads are served.
 *
 * <p>Confined to one thread at a time.
 */
abstract class BlockDecompression implements CompressionCodec.Decompression {
    private ByteBuffer pending = ByteBuffer.allocate(0);
    private boolean closed;

    /**
     * Decodes the next block, straight into {@code target} or by {@link #keep}.
     *
     * @return whether there was something to decode; false at the end
     */
    abstract boolean decodeNext(ByteBuffer target);

    /** Called once. */
    abstract void release();

    /** Serves these bytes to reads before the next block is decoded. They must not change until then. */
    final void keep(ByteBuffer decoded) {
        pending = decoded;
    }

    @Override
    public final int read(ByteBuffer target) {
        if (closed) {
            throw new IllegalStateException("the decompression is closed");
        }
        int start = target.position();
        boolean more = true;
        while (more && target.hasRemaining()) {
            if (pending.hasRemaining()) {
                serve(target);
            } else {
                more = decodeNext(target);
            }
        }
        int readBytes = target.position() - start;
        return readBytes == 0 && !more ? -1 : readBytes;
    }

    private void serve(ByteBuffer target) {
        int sizeBytes = Math.min(pending.remaining(), target.remaining());
        target.put(pending.slice(pending.position(), sizeBytes));
        pending.position(pending.position() + sizeBytes);
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            pending = ByteBuffer.allocate(0);
            release();
        }
    }
}
