package io.odradek.compression;

import io.odradek.api.CorruptDataException;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.StreamingXXHash32;
import net.jpountz.xxhash.XXHashFactory;
import org.jspecify.annotations.Nullable;

/** Reads LZ4 frames, one after the other. Confined to one thread at a time. */
final class Lz4Decompression extends BlockDecompression {
    /** One byte of a block adds at most 255 bytes of a match, whatever the header promises. */
    private static final int EXPANSION_MAX = 255;

    private static final int CHECKSUM_STEP_BYTES = 4096;

    private final ByteBuffer source;
    private final LZ4SafeDecompressor decompressor;
    private final Pool<ByteBuffer> blocks;
    private @Nullable Lz4Frame frame;
    private @Nullable StreamingXXHash32 contentChecksum;
    private @Nullable ByteBuffer block;

    /** Reads the whole of {@code source}, which is little-endian. */
    Lz4Decompression(ByteBuffer source, LZ4SafeDecompressor decompressor, Pool<ByteBuffer> blocks) {
        this.source = source;
        this.decompressor = decompressor;
        this.blocks = blocks;
        Lz4Frame.requireRemaining(source, Lz4Frame.HEADER_BYTES);
    }

    @Override
    boolean decodeNext(ByteBuffer target) {
        if (frame != null) {
            decodeBlock(frame, target);
        } else if (source.hasRemaining()) {
            startFrame();
        } else {
            return false;
        }
        return true;
    }

    private void startFrame() {
        int start = source.position();
        Lz4Frame.requireRemaining(source, Integer.BYTES);
        int magic = source.getInt();
        if (magic == Lz4Frame.MAGIC) {
            frame = Lz4Frame.readDescriptor(source);
            contentChecksum = frame.contentChecksum() ? XXHashFactory.fastestJavaInstance().newStreamingHash32(Lz4Frame.SEED) : null;
        } else if ((magic & Lz4Frame.SKIPPABLE_MASK) == Lz4Frame.SKIPPABLE_MAGIC) {
            Lz4Frame.requireRemaining(source, Integer.BYTES);
            int skippedBytes = source.getInt();
            if (skippedBytes < 0) {
                throw new CorruptDataException("lz4: the skippable frame at byte " + start + " is larger than 2 GiB");
            }
            Lz4Frame.requireRemaining(source, skippedBytes);
            source.position(source.position() + skippedBytes);
        } else {
            throw new CorruptDataException("lz4: no frame at byte " + start);
        }
    }

    private void decodeBlock(Lz4Frame current, ByteBuffer target) {
        int start = source.position();
        Lz4Frame.requireRemaining(source, Integer.BYTES);
        int header = source.getInt();
        if (header == 0) {
            endFrame(start);
            return;
        }
        int sizeBytes = header & ~Lz4Frame.STORED;
        if (sizeBytes > current.blockBytesMax()) {
            throw new CorruptDataException(
                    "lz4: the block at byte " + start + " has " + sizeBytes + " bytes, the frame allows " + current.blockBytesMax());
        }
        int checksumBytes = current.blockChecksum() ? Integer.BYTES : 0;
        Lz4Frame.requireRemaining(source, sizeBytes + checksumBytes);
        int bodyAt = source.position();
        source.position(bodyAt + sizeBytes);
        if (current.blockChecksum() && source.getInt() != Lz4Frame.checksum(source, bodyAt, sizeBytes)) {
            throw new CorruptDataException("lz4: the checksum of the block at byte " + start + " is wrong");
        }
        if ((header & Lz4Frame.STORED) != 0) {
            ByteBuffer stored = source.slice(bodyAt, sizeBytes);
            addToChecksum(stored);
            keep(stored);
        } else {
            decodeCompressed(current, bodyAt, sizeBytes, target);
        }
    }

    private void decodeCompressed(Lz4Frame current, int bodyAt, int sizeBytes, ByteBuffer target) {
        int decodedBytesMax = (int) Math.min(current.blockBytesMax(), (long) sizeBytes * EXPANSION_MAX);
        boolean direct = target.remaining() >= decodedBytesMax && !target.isReadOnly();
        ByteBuffer destination = direct ? target : blockWithRoom(decodedBytesMax);
        int destinationAt = direct ? target.position() : 0;
        int decodedBytes;
        try {
            decodedBytes = decompressor.decompress(source, bodyAt, sizeBytes, destination, destinationAt, decodedBytesMax);
        } catch (LZ4Exception malformed) {
            throw new CorruptDataException("lz4: the block at byte " + bodyAt + " is malformed: " + malformed.getMessage(), malformed);
        }
        ByteBuffer decoded = destination.slice(destinationAt, decodedBytes);
        addToChecksum(decoded);
        if (direct) {
            target.position(destinationAt + decodedBytes);
        } else {
            keep(decoded);
        }
    }

    private ByteBuffer blockWithRoom(int sizeBytes) {
        ByteBuffer room = block;
        if (room == null) {
            room = blocks.take();
        }
        if (room.capacity() < sizeBytes) {
            giveBack(room);
            room = ByteBuffer.allocate(sizeBytes);
        }
        block = room;
        return room;
    }

    /** Only blocks of the usual size are pooled: one odd batch must not keep megabytes for good. */
    private void giveBack(ByteBuffer room) {
        if (room.isDirect()) {
            blocks.giveBack(room);
        }
    }

    private void addToChecksum(ByteBuffer decoded) {
        if (contentChecksum == null) {
            return;
        }
        byte[] step = new byte[Math.min(CHECKSUM_STEP_BYTES, decoded.remaining())];
        for (int at = 0; at < decoded.limit(); at += step.length) {
            int sizeBytes = Math.min(step.length, decoded.limit() - at);
            decoded.get(at, step, 0, sizeBytes);
            contentChecksum.update(step, 0, sizeBytes);
        }
    }

    private void endFrame(int start) {
        if (contentChecksum != null) {
            Lz4Frame.requireRemaining(source, Integer.BYTES);
            if (source.getInt() != contentChecksum.getValue()) {
                throw new CorruptDataException("lz4: the checksum of the content before byte " + start + " is wrong");
            }
            contentChecksum = null;
        }
        frame = null;
    }

    @Override
    void release() {
        if (block != null) {
            giveBack(block);
            block = null;
        }
    }
}
