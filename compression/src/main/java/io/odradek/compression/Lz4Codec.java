package io.odradek.compression;

import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** LZ4 frames. Thread-safe: compressor and decompressor keep nothing between calls. */
final class Lz4Codec implements CompressionCodec {
    private final LZ4Compressor compressor;
    private final LZ4SafeDecompressor decompressor;
    private final Pool<ByteBuffer> blocks =
            new Pool<>(() -> ByteBuffer.allocateDirect(Lz4Frame.WRITTEN.blockBytesMax()), block -> {});

    Lz4Codec(int level) {
        LZ4Factory factory = LZ4Factory.fastestInstance();
        this.compressor = level == CompressionLevel.LZ4.unset() ? factory.fastCompressor() : factory.highCompressor(level);
        this.decompressor = factory.safeDecompressor();
    }

    @Override
    public byte id() {
        return Lz4CodecProvider.ID;
    }

    @Override
    public int compressedSizeBytesMax(int sizeBytes) {
        int blockBytesMax = Lz4Frame.WRITTEN.blockBytesMax();
        long blockCount = (sizeBytes + (long) blockBytesMax - 1) / blockBytesMax;
        long perBlockBytes = Integer.BYTES + (long) compressor.maxCompressedLength(blockBytesMax) - blockBytesMax;
        return Math.toIntExact(Lz4Frame.HEADER_BYTES + Integer.BYTES + sizeBytes + blockCount * perBlockBytes);
    }

    @Override
    public void compress(ByteBuffer source, ByteBuffer target) {
        Room.require(this, source, target);
        ByteBuffer frame = target.slice().order(ByteOrder.LITTLE_ENDIAN);
        Lz4Frame.writeHeader(frame);
        while (source.hasRemaining()) {
            compressBlock(source, Math.min(source.remaining(), Lz4Frame.WRITTEN.blockBytesMax()), frame);
        }
        frame.putInt(0);
        target.position(target.position() + frame.position());
    }

    private void compressBlock(ByteBuffer source, int sizeBytes, ByteBuffer frame) {
        int start = frame.position() + Integer.BYTES;
        int room = compressor.maxCompressedLength(sizeBytes);
        int compressedBytes = compressor.compress(source, source.position(), sizeBytes, frame, start, room);
        if (compressedBytes < sizeBytes) {
            frame.putInt(compressedBytes).position(start + compressedBytes);
        } else {
            frame.putInt(sizeBytes | Lz4Frame.STORED).put(source.slice(source.position(), sizeBytes));
        }
        source.position(source.position() + sizeBytes);
    }

    @Override
    public Decompression decompress(ByteBuffer source) {
        return new Lz4Decompression(source.slice().order(ByteOrder.LITTLE_ENDIAN), decompressor, blocks);
    }

    @Override
    public void close() {
        blocks.close();
    }
}
