package io.odradek.cli.input;

import java.util.Arrays;

/**
 * One row of CSV: its bytes as they stand in the file, and where its fields are in them. Confined to one thread; filled again for every
 * row.
 */
final class CsvRow {
    private static final int QUOTE = '"';

    final ByteCollector bytes = new ByteCollector();
    private int[] ends = new int[16];
    private int fieldCount;
    private long line;

    void begin(long firstLine) {
        bytes.clear();
        fieldCount = 0;
        line = firstLine;
    }

    /** The field that was being gathered ends in front of the byte that comes next. */
    void endField() {
        if (fieldCount == ends.length) {
            ends = Arrays.copyOf(ends, fieldCount * 2);
        }
        ends[fieldCount++] = bytes.sizeBytes();
    }

    int fieldCount() {
        return fieldCount;
    }

    /** The number of the line that it begins in, from 1. */
    long line() {
        return line;
    }

    boolean isBlank() {
        return fieldCount == 1 && bytes.sizeBytes() == 0;
    }

    /** The whole row without its line end; the array is the caller's. */
    byte[] text() {
        return bytes.copy(0, bytes.sizeBytes());
    }

    /** A field's content, without the quotes around it and with doubled quotes made single; the array is the caller's. */
    byte[] field(int index) {
        int from = index == 0 ? 0 : ends[index - 1] + 1;
        int to = ends[index];
        if (to - from < 2 || bytes.at(from) != QUOTE) {
            return bytes.copy(from, to);
        }
        byte[] content = new byte[to - from - 2];
        int sizeBytes = 0;
        for (int i = from + 1; i < to - 1; i++) {
            content[sizeBytes++] = bytes.at(i);
            if (bytes.at(i) == QUOTE) {
                i++;
            }
        }
        return Arrays.copyOf(content, sizeBytes);
    }
}
