package io.odradek.compression;

import io.odradek.api.CorruptDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xerial.snappy.Snappy;

/** Reads Snappy blocks in snappy-java's framing, or a single block without any. Confined to one thread at a time. */
final class SnappyDecompression extends BlockDecompression {
    private final ByteBuffer source;
    private final Pool<byte[]> blocks;
    private final boolean framed;
    private byte[] input;
    private byte[] output;

    /** Reads the whole of {@code source}, which is big-endian. */
    SnappyDecompression(ByteBuffer source, Pool<byte[]> blocks) {
        this.source = source;
        this.blocks = blocks;
        this.framed = source.remaining() >= Long.BYTES && source.getLong(0) == SnappyFrame.MAGIC;
        if (framed) {
            readHeader(0);
        } else if (!source.hasRemaining()) {
            throw new CorruptDataException("snappy: there are no bytes");
        }
        this.input = blocks.take();
        this.output = blocks.take();
    }

    @Override
    boolean decodeNext(ByteBuffer target) {
        if (!source.hasRemaining()) {
            return false;
        }
        int start = source.position();
        int sizeBytes = source.remaining();
        if (framed) {
            requireRemaining(Integer.BYTES);
            sizeBytes = source.getInt();
            if (sizeBytes == SnappyFrame.MAGIC_HEAD) {
                readHeader(start);
                return true;
            }
        }
        if (sizeBytes <= 0 || sizeBytes > source.remaining()) {
            throw new CorruptDataException(
                    "snappy: the block at byte " + start + " claims " + sizeBytes + " bytes, " + source.remaining() + " are left");
        }
        decodeBlock(sizeBytes, target);
        return true;
    }

    private void decodeBlock(int sizeBytes, ByteBuffer target) {
        int start = source.position();
        int decodedBytes = SnappyFrame.decodedBytes(source, start, sizeBytes);
        input = withRoom(input, sizeBytes);
        source.get(input, 0, sizeBytes);
        if (target.hasArray() && target.remaining() >= decodedBytes) {
            uncompress(start, sizeBytes, target.array(), target.arrayOffset() + target.position());
            target.position(target.position() + decodedBytes);
        } else {
            output = withRoom(output, decodedBytes);
            uncompress(start, sizeBytes, output, 0);
            keep(ByteBuffer.wrap(output, 0, decodedBytes));
        }
    }

    private void uncompress(int start, int sizeBytes, byte[] target, int targetAt) {
        try {
            Snappy.uncompress(input, 0, sizeBytes, target, targetAt);
        } catch (IOException malformed) {
            throw new CorruptDataException("snappy: the block at byte " + start + " is malformed: " + malformed.getMessage(), malformed);
        }
    }

    private byte[] withRoom(byte[] block, int sizeBytes) {
        if (block.length >= sizeBytes) {
            return block;
        }
        giveBack(block);
        return new byte[sizeBytes];
    }

    /** Only blocks of the usual size are pooled: one odd batch must not keep megabytes for good. */
    private void giveBack(byte[] block) {
        if (block.length == Snappy.maxCompressedLength(SnappyFrame.BLOCK_BYTES)) {
            blocks.giveBack(block);
        }
    }

    private void readHeader(int start) {
        source.position(start);
        requireRemaining(SnappyFrame.HEADER_BYTES);
        long magic = source.getLong();
        source.getInt();
        int versionMin = source.getInt();
        if (magic != SnappyFrame.MAGIC || versionMin != SnappyFrame.VERSION) {
            throw new CorruptDataException("snappy: the header at byte " + start + " is not of version " + SnappyFrame.VERSION);
        }
    }

    private void requireRemaining(int sizeBytes) {
        if (source.remaining() < sizeBytes) {
            throw new CorruptDataException("snappy: the compressed bytes end at " + source.limit() + ", inside a header");
        }
    }

    @Override
    void release() {
        giveBack(input);
        giveBack(output);
    }
}
