package io.odradek.benchmarks.race;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Values of one size, cut from the lines of a file before anything is measured. */
public final class SampleRecords {
    private SampleRecords() {}

    /** The text behind the first line, cut into pieces of {@code recordBytes} that are all of that size. */
    public static byte[][] cut(Path csv, int recordBytes) throws IOException {
        byte[] bytes = Files.readAllBytes(csv);
        int begin = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        byte[][] values = new byte[(bytes.length - begin) / recordBytes][];
        if (values.length == 0) {
            throw new IOException(csv + " has no " + recordBytes + " bytes behind its first line");
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = Arrays.copyOfRange(bytes, begin + i * recordBytes, begin + (i + 1) * recordBytes);
        }
        return values;
    }
}
