package io.odradek.compression;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Zstandard frames. Thread-safe. The library works on direct memory; what is on the heap goes through pieces of {@link #PIECE_BYTES}. */
final class ZstdCodec implements CompressionCodec {
    private static final int PIECE_BYTES = 64 * 1024;
    /** Above it a level may choose a window that {@link ZstdFrame} would refuse. */
    private static final int LEVEL_WITHIN_WINDOW_MAX = 19;

    private final Pool<ZstdCompressCtx> compressors;
    private final Pool<ZstdDecompressCtx> decompressors = new Pool<>(ZstdDecompressCtx::new, ZstdDecompressCtx::close);
    private final Pool<ByteBuffer> pieces = new Pool<>(() -> ByteBuffer.allocateDirect(PIECE_BYTES), piece -> {});

    ZstdCodec(int level) {
        compressors = new Pool<>(() -> compressor(level), ZstdCompressCtx::close);
    }

    private static ZstdCompressCtx compressor(int level) {
        ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(level);
        return level > LEVEL_WITHIN_WINDOW_MAX ? compressor.setWindowLog(ZstdFrame.WINDOW_LOG_MAX) : compressor;
    }

    @Override
    public byte id() {
        return ZstdCodecProvider.ID;
    }

    @Override
    public int compressedSizeBytesMax(int sizeBytes) {
        // The library's own bound, and a little for a frame that is written piece by piece.
        int smallInputBytes = sizeBytes < 128 * 1024 ? (128 * 1024 - sizeBytes) >>> 11 : 0;
        return Math.toIntExact(sizeBytes + (sizeBytes >>> 8) + smallInputBytes + 64L);
    }

    @Override
    public void compress(ByteBuffer source, ByteBuffer target) {
        Room.require(this, source, target);
        ZstdCompressCtx compressor = compressors.take();
        boolean finished = false;
        try {
            compressor.setPledgedSrcSize(source.remaining());
            if (source.isDirect() && target.isDirect()) {
                step(compressor, target, source, EndDirective.END);
            } else {
                compressByPieces(compressor, source, target);
            }
            finished = true;
        } finally {
            if (finished) {
                compressors.giveBack(compressor);
            } else {
                compressors.discard(compressor);
            }
        }
    }

    private void compressByPieces(ZstdCompressCtx compressor, ByteBuffer source, ByteBuffer target) {
        ByteBuffer input = pieces.take();
        ByteBuffer output = pieces.take();
        try {
            do {
                int sizeBytes = Math.min(source.remaining(), PIECE_BYTES);
                input.clear().put(source.slice(source.position(), sizeBytes)).flip();
                source.position(source.position() + sizeBytes);
                boolean done;
                do {
                    output.clear();
                    done = compressor.compressDirectByteBufferStream(
                            output, input, source.hasRemaining() ? EndDirective.CONTINUE : EndDirective.END);
                    target.put(output.flip());
                } while (input.hasRemaining() || !done && !source.hasRemaining());
            } while (source.hasRemaining());
        } finally {
            pieces.giveBack(input);
            pieces.giveBack(output);
        }
    }

    private static void step(ZstdCompressCtx compressor, ByteBuffer target, ByteBuffer source, EndDirective directive) {
        if (!compressor.compressDirectByteBufferStream(target, source, directive)) {
            throw new IllegalStateException("zstd did not finish with " + target.remaining() + " bytes of room left");
        }
    }

    @Override
    public Decompression decompress(ByteBuffer source) {
        return new ZstdDecompression(source.slice().order(ByteOrder.LITTLE_ENDIAN), decompressors, pieces);
    }

    @Override
    public void close() {
        compressors.close();
        decompressors.close();
        pieces.close();
    }
}
