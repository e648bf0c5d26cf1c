package io.odradek.quorum.ratis;

import io.odradek.api.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Tells a torn tail of Ratis' log, which a crash leaves and which is cut, from damage to what was forced, which must not be.
 *
 * <p>Blocking, before Ratis opens the log. Ratis either cuts a log at whatever it cannot read, and may lose what was acknowledged, or refuses
 * to start after any crash in the middle of a write. It forces at least every {@link RaftDefaults#UNFORCED_ENTRY_COUNT_MAX} entries; so an
 * entry that does not match its CRC and has more good ones behind it than that was damaged later.
 *
 * <p>Format (Ratis 3.3, SegmentedRaftLogFormat): an 8-byte header; then entries, each a varint of its length, its bytes, and the CRC-32C of
 * both in 4 bytes; then zeros.
 */
final class LogTail {
    private static final String SEGMENT = "log_";
    private static final String OPEN_SEGMENT = "log_inprogress_";
    private static final int HEADER_BYTES = 8;
    private static final int CRC_BYTES = 4;
    private static final int VARINT_BYTES_MAX = 5;

    private final ByteBuffer log;

    private LogTail(ByteBuffer log) {
        this.log = log;
    }

    /**
     * Looks at the segments in the folder {@code current} of a group. One that is not open any more was forced whole.
     *
     * @throws StorageException when one is damaged
     */
    static void check(Path current) throws IOException {
        for (Path file : DurableFiles.entries(current)) {
            String name = file.getFileName().toString();
            if (name.startsWith(SEGMENT)) {
                int unforcedMax = name.startsWith(OPEN_SEGMENT) ? RaftDefaults.UNFORCED_ENTRY_COUNT_MAX : 0;
                new LogTail(ByteBuffer.wrap(Files.readAllBytes(file))).check(file, unforcedMax);
            }
        }
    }

    private void check(Path file, int unforcedMax) {
        int bad = firstBad();
        if (bad >= log.limit() || isZeroFrom(bad)) {
            return;
        }
        int behind = goodEntriesBehind(bad);
        if (behind >= unforcedMax) {
            throw new StorageException("the quorum's log " + file + " is damaged at byte " + bad + ", where it was forced long ago; " + behind
                    + " entries behind can be read. " + Advice.FRESH_MEMBER);
        }
    }

    private boolean isZeroFrom(int from) {
        for (int at = from; at < log.limit(); at++) {
            if (log.get(at) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Where the first entry stands that cannot be read, or the end. */
    private int firstBad() {
        int at = HEADER_BYTES;
        while (at < log.limit()) {
            int end = endOfEntry(at);
            if (end < 0 || !matchesCrc(at, end)) {
                return at;
            }
            at = end;
        }
        return log.limit();
    }

    /** How many entries in a row are good behind the bad one, if its length can be believed. */
    private int goodEntriesBehind(int bad) {
        int count = 0;
        int at = endOfEntry(bad);
        while (at >= 0 && at < log.limit()) {
            int end = endOfEntry(at);
            if (end < 0 || !matchesCrc(at, end)) {
                break;
            }
            count++;
            at = end;
        }
        return count;
    }

    /** Where the next entry would begin, or a negative number when none begins at {@code at}. */
    private int endOfEntry(int at) {
        long length = 0;
        for (int i = 0; i < VARINT_BYTES_MAX && at + i < log.limit(); i++) {
            byte part = log.get(at + i);
            length |= (long) (part & 0x7F) << (7 * i);
            if (part >= 0) {
                long end = at + i + 1 + length + CRC_BYTES;
                return length == 0 || end > log.limit() ? -1 : (int) end;
            }
        }
        return -1;
    }

    private boolean matchesCrc(int at, int end) {
        CRC32C crc = new CRC32C();
        crc.update(log.slice(at, end - CRC_BYTES - at));
        return (int) crc.getValue() == log.getInt(end - CRC_BYTES);
    }
}
