package io.odradek.compression;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.odradek.api.CorruptDataException;
import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads Zstandard frames, one after the other. Confined to one thread at a time. */
final class ZstdDecompression implements CompressionCodec.Decompression {
    private final ByteBuffer source;
    private final Pool<ZstdDecompressCtx> decompressors;
    private final Pool<ByteBuffer> pieces;
    private final boolean sourceDirect;
    private @Nullable ZstdDecompressCtx decompressor;
    private @Nullable ByteBuffer input;
    private @Nullable ByteBuffer output;
    private boolean insideFrame;
    private boolean clean = true;
    private boolean closed;

    /** Reads the whole of {@code source}, which is little-endian. */
    ZstdDecompression(ByteBuffer source, Pool<ZstdDecompressCtx> decompressors, Pool<ByteBuffer> pieces) {
        this.source = source;
        this.decompressors = decompressors;
        this.pieces = pieces;
        this.sourceDirect = source.isDirect();
        ZstdFrame.check(source);
    }

    @Override
    public int read(ByteBuffer target) {
        if (closed) {
            throw new IllegalStateException("the decompression is closed");
        }
        int start = target.position();
        while (target.hasRemaining() && (insideFrame || source.hasRemaining())) {
            if (!insideFrame) {
                ZstdFrame.check(source);
                insideFrame = true;
            }
            decode(target);
        }
        int readBytes = target.position() - start;
        return readBytes == 0 && target.hasRemaining() ? -1 : readBytes;
    }

    private void decode(ByteBuffer target) {
        ByteBuffer from = sourceDirect ? source : nextPiece();
        ByteBuffer to = target.isDirect() ? target : outputPiece(target.remaining());
        int fromStart = from.position();
        int toStart = to.position();
        boolean ended;
        clean = false;
        try {
            ended = decompressor().decompressDirectByteBufferStream(to, from);
        } catch (ZstdException malformed) {
            throw new CorruptDataException("zstd: " + malformed.getMessage() + " near byte " + source.position(), malformed);
        }
        int consumedBytes = from.position() - fromStart;
        int decodedBytes = to.position() - toStart;
        if (from != source) {
            source.position(source.position() + consumedBytes);
        }
        if (to != target) {
            target.put(to.flip());
        }
        if (ended) {
            insideFrame = false;
            clean = true;
        } else if (consumedBytes == 0 && decodedBytes == 0) {
            throw new CorruptDataException("zstd: the compressed bytes end at " + source.limit() + ", inside a frame");
        }
    }

    /** The next bytes of a source on the heap. What the library does not take is copied again with the next piece. */
    private ByteBuffer nextPiece() {
        ByteBuffer piece = input == null ? pieces.take() : input;
        input = piece;
        piece.clear();
        int sizeBytes = Math.min(piece.capacity(), source.remaining());
        return piece.put(source.slice(source.position(), sizeBytes)).flip();
    }

    private ByteBuffer outputPiece(int roomBytes) {
        ByteBuffer piece = output == null ? pieces.take() : output;
        output = piece;
        return piece.clear().limit(Math.min(piece.capacity(), roomBytes));
    }

    private ZstdDecompressCtx decompressor() {
        ZstdDecompressCtx current = decompressor == null ? decompressors.take() : decompressor;
        decompressor = current;
        return current;
    }

    @Override
    public void close() {
        closed = true;
        if (decompressor != null) {
            if (clean) {
                decompressors.giveBack(decompressor);
            } else {
                decompressors.discard(decompressor);
            }
            decompressor = null;
        }
        input = released(input);
        output = released(output);
    }

    private @Nullable ByteBuffer released(@Nullable ByteBuffer piece) {
        if (piece != null) {
            pieces.giveBack(piece);
        }
        return null;
    }
}
