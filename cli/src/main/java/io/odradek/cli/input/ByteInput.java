package io.odradek.cli.input;

import java.io.IOException;
import java.io.InputStream;

/** Bytes of an input one by one, with one byte of look-ahead, and a count of lines and bytes. Confined to one thread, the count aside. */
final class ByteInput implements AutoCloseable {
    static final int END = -1;
    private static final int[] MARK = {0xEF, 0xBB, 0xBF};
    private static final int BUFFER_SIZE_BYTES = 64 * 1024;

    private final InputStream source;
    private final byte[] buffer = new byte[BUFFER_SIZE_BYTES];
    private int position;
    private int limit;
    private long line = 1;
    private volatile long consumedBytes;

    ByteInput(InputStream source) {
        this.source = source;
    }

    /** The next byte, 0 to 255, or {@link #END}. */
    int read() throws IOException {
        if (position == limit && !fill()) {
            return END;
        }
        int read = buffer[position++] & 0xFF;
        if (read == '\n') {
            line++;
        }
        return read;
    }

    /** What {@link #read} will give, without taking it. */
    int peek() throws IOException {
        return position == limit && !fill() ? END : buffer[position] & 0xFF;
    }

    /** Passes over the byte order mark of UTF-8, if the input begins with one; nothing may have been read before. */
    void skipByteOrderMark() throws IOException {
        if (peek() == MARK[0] && limit >= MARK.length && (buffer[1] & 0xFF) == MARK[1] && (buffer[2] & 0xFF) == MARK[2]) {
            position = MARK.length;
        }
    }

    /** The number of the line that the next byte belongs to, from 1. */
    long line() {
        return line;
    }

    /** Bytes taken from the source, to the nearest buffer. Any thread. */
    long consumedBytes() {
        return consumedBytes;
    }

    private boolean fill() throws IOException {
        int count = source.read(buffer, 0, buffer.length);
        if (count <= 0) {
            return false;
        }
        position = 0;
        limit = count;
        consumedBytes += count;
        return true;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
