package io.odradek.quorum.ratis;

import io.odradek.api.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.apache.ratis.server.protocol.TermIndex;

/**
 * The form of a snapshot on disk: a header, what the machine wrote, and a CRC-32C over both.
 *
 * <p>All numbers are big-endian: magic (4 bytes), version (4), term (8), index (8), length (4), the machine's bytes, CRC (4). The file's name
 * holds term and index too, because Ratis carries files between members under their names.
 */
final class SnapshotFile {
    private static final int MAGIC = 0x4F44_5153;
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 4 + 4 + 8 + 8 + 4;
    private static final int CRC_BYTES = 4;
    private static final Pattern NAME = Pattern.compile("snapshot\\.(\\d{1,18})_(\\d{1,18})");

    private SnapshotFile() {}

    static String name(TermIndex at) {
        return "snapshot." + at.getTerm() + "_" + at.getIndex();
    }

    /** What a file's name says, or nothing when it is not that of a snapshot. */
    static Optional<TermIndex> at(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches()
                ? Optional.of(TermIndex.valueOf(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    static void write(Path folder, TermIndex at, ByteBuffer state) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putLong(at.getTerm())
                .putLong(at.getIndex())
                .putInt(state.remaining())
                .flip();
        ByteBuffer crc = ByteBuffer.allocate(CRC_BYTES).putInt(crc(header, state)).flip();
        DurableFiles.write(folder.resolve(name(at)), header, state, crc);
    }

    /**
     * Reads what the machine wrote.
     *
     * @throws StorageException when the file is not as it was written
     */
    static ByteBuffer read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        int stateBytes = bytes.remaining() - HEADER_BYTES - CRC_BYTES;
        if (stateBytes < 0 || bytes.getInt() != MAGIC) {
            throw damaged(file, "it does not begin as a snapshot does");
        }
        int version = bytes.getInt();
        if (version != VERSION) {
            throw new StorageException("the quorum's snapshot " + file + " is of version " + version + ", and this program reads version "
                    + VERSION + ": start the program that wrote it");
        }
        TermIndex at = TermIndex.valueOf(bytes.getLong(), bytes.getLong());
        if (bytes.getInt() != stateBytes) {
            throw damaged(file, "it has not the length that it says");
        }
        ByteBuffer state = bytes.slice(HEADER_BYTES, stateBytes);
        if (crc(bytes.slice(0, HEADER_BYTES), state) != bytes.getInt(HEADER_BYTES + stateBytes)) {
            throw damaged(file, "its CRC does not match");
        }
        if (!name(at).equals(file.getFileName().toString())) {
            throw damaged(file, "it holds the snapshot of " + name(at));
        }
        return state;
    }

    private static int crc(ByteBuffer header, ByteBuffer state) {
        CRC32C crc = new CRC32C();
        crc.update(header.duplicate());
        crc.update(state.duplicate());
        return (int) crc.getValue();
    }

    private static StorageException damaged(Path file, String how) {
        return new StorageException("the quorum's snapshot " + file + " is damaged: " + how + ". " + Advice.FRESH_MEMBER);
    }
}
