package io.odradek.cli.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What a process wrote last into its log.
 *
 * <p>Immutable.
 */
final class LastWords {
    private static final int LOOK_BACK_BYTES = 8 * 1024;
    private static final String OWN = "odradek: ";

    private LastWords() {}

    /** The last sentence that the command itself wrote from an offset on, or else the last line; empty without any. */
    static String of(Path log, long from) {
        List<String> lines = tail(log, from).lines().filter(line -> !line.isBlank()).toList();
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).startsWith(OWN)) {
                return lines.get(i).substring(OWN.length());
            }
        }
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
    }

    private static String tail(Path log, long from) {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            long start = Math.max(from, channel.size() - LOOK_BACK_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(LOOK_BACK_BYTES, channel.size() - start)));
            while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) > 0) {
                continue;
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
