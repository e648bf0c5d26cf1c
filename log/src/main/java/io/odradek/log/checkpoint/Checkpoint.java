package io.odradek.log.checkpoint;

import io.odradek.api.CorruptDataException;
import io.odradek.api.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A small file of lines that knows what it is, how new it is, and whether it is whole.
 *
 * <p>Immutable. Its text is UTF-8: {@code kind}, {@code version} and {@code lines}, each on a line of its own, the lines themselves, and
 * the CRC-32C of all that stands before it.
 *
 * @param kind what the file holds
 * @param version how the lines are to be read; a newer version may not be readable
 * @param lines the content; no line has a line end in it
 */
public record Checkpoint(String kind, int version, List<String> lines) {
    private static final String KIND = "kind: ";
    private static final String VERSION = "version: ";
    private static final String LINES = "lines: ";
    private static final String CRC = "crc32c: ";
    private static final int HEAD_LINE_COUNT = 3;

    /** Copies the lines. */
    public Checkpoint {
        lines = List.copyOf(lines);
        for (String line : lines) {
            if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("A line of a checkpoint has a line end in it: " + line);
            }
        }
    }

    /** The file's bytes. */
    public ByteBuffer toBytes() {
        StringBuilder text = new StringBuilder();
        text.append(KIND).append(kind).append('\n');
        text.append(VERSION).append(version).append('\n');
        text.append(LINES).append(lines.size()).append('\n');
        for (String line : lines) {
            text.append(line).append('\n');
        }
        String crc = crcOf(text.toString());
        text.append(CRC).append(crc).append('\n');
        return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a file's bytes.
     *
     * @param fileName for messages
     * @throws CorruptDataException when it is not whole, or of another kind
     * @throws StorageException when it is of a newer version than {@code versionMax}
     */
    public static Checkpoint parse(String fileName, ByteBuffer bytes, String kind, int versionMax) {
        String text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        int crcStart = text.lastIndexOf(CRC);
        if (crcStart < 0 || !text.substring(crcStart).equals(CRC + crcOf(text.substring(0, crcStart)) + "\n")) {
            throw new CorruptDataException("The file " + fileName + " is damaged: its CRC does not match its content");
        }
        List<String> all = text.substring(0, crcStart).lines().toList();
        if (all.size() < HEAD_LINE_COUNT || !all.get(0).equals(KIND + kind)) {
            throw new CorruptDataException("The file " + fileName + " does not hold " + kind);
        }
        int version = number(fileName, all.get(1), VERSION);
        if (version > versionMax) {
            throw new StorageException("The file " + fileName + " is of version " + version + ", this program reads up to " + versionMax
                    + ": use the newer program that wrote it");
        }
        if (number(fileName, all.get(2), LINES) != all.size() - HEAD_LINE_COUNT) {
            throw new CorruptDataException("The file " + fileName + " has another number of lines than it states");
        }
        return new Checkpoint(kind, version, all.subList(HEAD_LINE_COUNT, all.size()));
    }

    private static int number(String fileName, String line, String name) {
        try {
            if (line.startsWith(name)) {
                return Integer.parseInt(line.substring(name.length()));
            }
        } catch (NumberFormatException notNumber) {
            throw new CorruptDataException("The file " + fileName + " has no number where it should: " + line, notNumber);
        }
        throw new CorruptDataException("The file " + fileName + " has another line than \"" + name + "\": " + line);
    }

    private static String crcOf(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
