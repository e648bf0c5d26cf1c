package io.odradek.compression;

import io.odradek.api.CorruptDataException;
import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Reads gzip members (RFC 1952), one after the other. Confined to one thread at a time. */
final class GzipDecompression implements CompressionCodec.Decompression {
    private static final int MAGIC = 0x8b1f;
    private static final int METHOD_DEFLATE = 8;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAGS_RESERVED = 0xe0;

    private final ByteBuffer source;
    private final Pool<Inflater> inflaters;
    private final CRC32 crc = new CRC32();
    private @Nullable Inflater inflater;
    private boolean insideMember;
    private boolean closed;

    /** Reads the whole of {@code source}, which is little-endian. */
    GzipDecompression(ByteBuffer source, Pool<Inflater> inflaters) {
        this.source = source;
        this.inflaters = inflaters;
        if (source.remaining() < GzipCodec.memberBytesMin()) {
            throw new CorruptDataException("gzip: " + source.remaining() + " bytes are too few for header and trailer");
        }
    }

    @Override
    public int read(ByteBuffer target) {
        if (closed) {
            throw new IllegalStateException("the decompression is closed");
        }
        int start = target.position();
        boolean more = true;
        while (more && target.hasRemaining()) {
            if (!insideMember) {
                more = source.hasRemaining();
                if (more) {
                    startMember();
                }
            } else {
                inflate(target);
            }
        }
        int readBytes = target.position() - start;
        return readBytes == 0 && !more ? -1 : readBytes;
    }

    private void startMember() {
        readHeader();
        crc.reset();
        if (inflater == null) {
            inflater = inflaters.take();
        }
        inflater.reset();
        inflater.setInput(source);
        insideMember = true;
    }

    private void inflate(ByteBuffer target) {
        Inflater current = inflater;
        if (current == null) {
            throw new IllegalStateException("no member was started");
        }
        int start = target.position();
        int inflatedBytes;
        try {
            inflatedBytes = current.inflate(target);
        } catch (DataFormatException malformed) {
            throw new CorruptDataException("gzip: " + malformed.getMessage() + " after " + current.getBytesWritten() + " bytes", malformed);
        }
        if (inflatedBytes > 0) {
            crc.update(target.duplicate().limit(target.position()).position(start));
        }
        if (current.finished()) {
            checkTrailer(current);
        } else if (inflatedBytes == 0) {
            String reason = current.needsDictionary() ? "a preset dictionary is not allowed" : "the compressed bytes end too early";
            throw new CorruptDataException("gzip: " + reason + " after " + current.getBytesWritten() + " bytes");
        }
    }

    private void checkTrailer(Inflater finished) {
        requireRemaining(Integer.BYTES * 2);
        int crcExpected = source.getInt();
        int sizeExpected = source.getInt();
        if (crcExpected != (int) crc.getValue()) {
            throw new CorruptDataException("gzip: the CRC is " + Integer.toHexString((int) crc.getValue()) + ", the trailer says "
                    + Integer.toHexString(crcExpected));
        }
        if (sizeExpected != (int) finished.getBytesWritten()) {
            throw new CorruptDataException(
                    "gzip: " + finished.getBytesWritten() + " bytes came out, the trailer says " + Integer.toUnsignedString(sizeExpected));
        }
        insideMember = false;
    }

    private void readHeader() {
        int start = source.position();
        requireRemaining(GzipCodec.memberBytesMin());
        int magic = Short.toUnsignedInt(source.getShort());
        int method = source.get();
        int flags = Byte.toUnsignedInt(source.get());
        if (magic != MAGIC || method != METHOD_DEFLATE || (flags & FLAGS_RESERVED) != 0) {
            throw new CorruptDataException("gzip: no header at byte " + start);
        }
        skip(6);
        if ((flags & FLAG_EXTRA) != 0) {
            requireRemaining(Short.BYTES);
            skip(Short.toUnsignedInt(source.getShort()));
        }
        if ((flags & FLAG_NAME) != 0) {
            skipString();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipString();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            checkHeaderCrc(start);
        }
    }

    private void checkHeaderCrc(int start) {
        crc.reset();
        crc.update(source.duplicate().limit(source.position()).position(start));
        requireRemaining(Short.BYTES);
        if (Short.toUnsignedInt(source.getShort()) != (crc.getValue() & 0xffff)) {
            throw new CorruptDataException("gzip: the CRC of the header at byte " + start + " is wrong");
        }
    }

    private void skipString() {
        do {
            requireRemaining(1);
        } while (source.get() != 0);
    }

    private void skip(int sizeBytes) {
        requireRemaining(sizeBytes);
        source.position(source.position() + sizeBytes);
    }

    private void requireRemaining(int sizeBytes) {
        if (source.remaining() < sizeBytes) {
            throw new CorruptDataException("gzip: the compressed bytes end at " + source.limit() + ", inside header or trailer");
        }
    }

    @Override
    public void close() {
        closed = true;
        if (inflater != null) {
            inflater.reset();
            inflaters.giveBack(inflater);
            inflater = null;
        }
    }
}
