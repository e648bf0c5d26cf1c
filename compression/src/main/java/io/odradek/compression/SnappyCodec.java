package io.odradek.compression;

import io.odradek.spi.compression.CompressionCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.xerial.snappy.Snappy;

/** Snappy blocks in snappy-java's framing. Thread-safe. */
final class SnappyCodec implements CompressionCodec {
    private static final int BLOCK_ROOM_BYTES = Snappy.maxCompressedLength(SnappyFrame.BLOCK_BYTES);

    private final Pool<byte[]> blocks = new Pool<>(() -> new byte[BLOCK_ROOM_BYTES], block -> {});

    @Override
    public byte id() {
        return SnappyCodecProvider.ID;
    }

    @Override
    public int compressedSizeBytesMax(int sizeBytes) {
        long blockCount = (sizeBytes + (long) SnappyFrame.BLOCK_BYTES - 1) / SnappyFrame.BLOCK_BYTES;
        long perBlockBytes = Integer.BYTES + (long) BLOCK_ROOM_BYTES - SnappyFrame.BLOCK_BYTES;
        return Math.toIntExact(SnappyFrame.HEADER_BYTES + sizeBytes + blockCount * perBlockBytes);
    }

    @Override
    public void compress(ByteBuffer source, ByteBuffer target) {
        Room.require(this, source, target);
        ByteBuffer frame = target.slice().order(ByteOrder.BIG_ENDIAN);
        SnappyFrame.writeHeader(frame);
        byte[] input = blocks.take();
        byte[] output = blocks.take();
        try {
            while (source.hasRemaining()) {
                int sizeBytes = Math.min(source.remaining(), SnappyFrame.BLOCK_BYTES);
                source.get(input, 0, sizeBytes);
                int compressedBytes = Snappy.compress(input, 0, sizeBytes, output, 0);
                frame.putInt(compressedBytes).put(output, 0, compressedBytes);
            }
        } catch (IOException failed) {
            throw new IllegalStateException("snappy could not compress a block: " + failed.getMessage(), failed);
        } finally {
            blocks.giveBack(input);
            blocks.giveBack(output);
        }
        target.position(target.position() + frame.position());
    }

    @Override
    public Decompression decompress(ByteBuffer source) {
        return new SnappyDecompression(source.slice().order(ByteOrder.BIG_ENDIAN), blocks);
    }

    @Override
    public void close() {
        blocks.close();
    }
}
