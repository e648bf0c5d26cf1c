package io.odradek.benchmarks.race.program;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keys and values, made before anything is measured and read from a file by every producer.
 *
 * <p>Immutable but for the arrays, which nobody changes. In the file: a count, then for each record the size of its key, the key, the size of
 * its value, the value; numbers have four bytes, the first one the highest.
 *
 * @param keys one for each value
 * @param values all of one size, none like another
 */
public record PreparedRecords(byte[][] keys, byte[][] values) {
    /**
     * The text behind the first line of {@code csv}, cut into values of {@code recordBytes}. The key of a value is the first field of a line.
     *
     * @throws IOException when the file cannot be read or is too short for one value
     */
    public static PreparedRecords cut(Path csv, int recordBytes) throws IOException {
        byte[] bytes = Files.readAllBytes(csv);
        int begin = indexOf('\n', bytes, 0) + 1;
        byte[][] values = new byte[(bytes.length - begin) / recordBytes][];
        if (values.length == 0) {
            throw new IOException(csv + " has no " + recordBytes + " bytes behind its first line");
        }
        List<byte[]> fields = firstFields(bytes, begin);
        byte[][] keys = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            values[i] = Arrays.copyOfRange(bytes, begin + i * recordBytes, begin + (i + 1) * recordBytes);
            keys[i] = fields.get(i % fields.size());
        }
        return new PreparedRecords(keys, values);
    }

    private static List<byte[]> firstFields(byte[] bytes, int begin) {
        List<byte[]> fields = new ArrayList<>();
        for (int line = begin; line < bytes.length; line = indexOf('\n', bytes, line) + 1) {
            fields.add(Arrays.copyOfRange(bytes, line, Math.min(indexOf(',', bytes, line), indexOf('\n', bytes, line))));
        }
        return fields;
    }

    private static int indexOf(char wanted, byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    /** Reads what {@link #write} wrote. */
    public static PreparedRecords read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int count = in.readInt();
            byte[][] keys = new byte[count][];
            byte[][] values = new byte[count][];
            for (int i = 0; i < count; i++) {
                keys[i] = in.readNBytes(in.readInt());
                values[i] = in.readNBytes(in.readInt());
            }
            return new PreparedRecords(keys, values);
        }
    }

    /** Writes the file. */
    public void write(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(bytes))) {
            out.writeInt(values.length);
            for (int i = 0; i < values.length; i++) {
                out.writeInt(keys[i].length);
                out.write(keys[i]);
                out.writeInt(values[i].length);
                out.write(values[i]);
            }
        }
        Files.write(file, bytes.toByteArray());
    }

    /** How many there are. */
    public int count() {
        return values.length;
    }
}
