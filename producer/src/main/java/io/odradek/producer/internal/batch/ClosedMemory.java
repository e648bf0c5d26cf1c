package io.odradek.producer.internal.batch;

import io.odradek.producer.internal.memory.MemoryBlock;
import io.odradek.producer.internal.memory.MemoryPool;
import io.odradek.protocol.record.ChunkedBatchWriter;
import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch's memory once all records are in: sealed for every attempt, lent to the network, and given back when neither the batch nor the
 * network needs it any more.
 *
 * <p>Confined to the event loop of its partition; {@link #compress} may run elsewhere while nobody else touches it.
 */
public final class ClosedMemory {
    private final ChunkedBatchWriter writer;
    private List<MemoryBlock> blocks;
    private int awayCount;
    private boolean compressed;
    private boolean done;

    ClosedMemory(ChunkedBatchWriter writer, List<MemoryBlock> blocks) {
        this.writer = writer;
        this.blocks = blocks;
    }

    /** Bytes of the batch as it would be sent now. */
    public int sizeBytes() {
        return writer.sizeBytes();
    }

    /** Whether the records are compressed. */
    public boolean isCompressed() {
        return compressed;
    }

    /** Whether the network still reads these bytes. */
    public boolean isAway() {
        return awayCount > 0;
    }

    /** Compresses the records into a block of their own; the blocks that they came from go back. */
    public void compress(CompressionCodec codec, MemoryPool pool) {
        MemoryBlock target = pool.acquireBeyond(writer.compressedSizeBytesMax(codec));
        MemoryBlock staging = null;
        boolean written = false;
        try {
            staging = blocks.size() > 1 ? pool.acquireBeyond(writer.sizeBytes()) : null;
            writer.compress(codec, staging == null ? target.buffer() : staging.buffer(), target.buffer());
            written = true;
        } finally {
            if (staging != null) {
                staging.release();
            }
            if (!written) {
                target.release();
            }
        }
        releaseBlocks();
        blocks = List.of(target);
        compressed = true;
    }

    /**
     * Seals the batch for an attempt and lends it to the network.
     *
     * @return what is sent; {@link Departure#back} must be called once
     * @throws IllegalStateException when an earlier attempt is still away, or the batch is done
     */
    public Departure depart(long producerId, short producerEpoch, int baseSequence) {
        if (awayCount > 0 || done) {
            throw new IllegalStateException("a batch cannot depart while it is " + (done ? "done" : "away"));
        }
        Departure departure = new Departure(writer.seal(producerId, producerEpoch, baseSequence));
        awayCount++;
        return departure;
    }

    /** A copy of the batch, sealed, on the heap: to read its records again. */
    public ByteBuffer copy() {
        List<ByteBuffer> parts = writer.seal(-1, (short) -1, -1);
        ByteBuffer copy = ByteBuffer.allocate(writer.sizeBytes());
        parts.forEach(copy::put);
        return copy.flip();
    }

    /** The batch needs its memory no more; it goes back as soon as the network has let go of it. Idempotent. */
    public void done() {
        if (!done) {
            done = true;
            freeIfUnused();
        }
    }

    private void freeIfUnused() {
        if (done && awayCount == 0) {
            releaseBlocks();
            blocks = List.of();
        }
    }

    private void releaseBlocks() {
        new ArrayList<>(blocks).forEach(MemoryBlock::release);
    }

    /** One attempt's bytes with the network. Confined to the event loop. */
    public final class Departure {
        private final List<ByteBuffer> parts;
        private boolean back;

        private Departure(List<ByteBuffer> parts) {
            this.parts = parts;
        }

        /** The sealed batch, in parts that follow one another. */
        public List<ByteBuffer> parts() {
            return parts;
        }

        /** The network has let go of the bytes. */
        public void back() {
            if (back) {
                throw new IllegalStateException("the network gave a batch back twice");
            }
            back = true;
            awayCount--;
            freeIfUnused();
        }
    }
}
