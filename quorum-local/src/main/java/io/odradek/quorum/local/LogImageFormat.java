package io.odradek.quorum.local;

import io.odradek.api.CorruptDataException;
import io.odradek.api.StorageException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of a {@link LogImage}, big-endian: magic, version, snapshot index, snapshot size, snapshot, count of commands; of each its index,
 * size and bytes; at last the CRC-32C of all that stands before it.
 */
final class LogImageFormat {
    /** The longest file. */
    static final int SIZE_BYTES_MAX = 256 * 1024 * 1024;

    /** The greatest index: no log gets there, and nobody has to count beyond it. */
    static final long INDEX_MAX = Long.MAX_VALUE / 2;

    private static final int MAGIC = 0x4F51_4C31;
    private static final int VERSION = 1;
    private static final int HEAD_BYTES = Integer.BYTES * 2 + Long.BYTES + Integer.BYTES * 2;
    private static final int COMMAND_HEAD_BYTES = Long.BYTES + Integer.BYTES;
    private static final int CRC_BYTES = Integer.BYTES;

    private LogImageFormat() {}

    /**
     * The file's bytes.
     *
     * @throws StorageException when there would be too many, or an index too great
     */
    static ByteBuffer toBytes(LogImage image) {
        long sizeBytes = HEAD_BYTES
                + image.snapshot().length
                + image.tailBytes()
                + (long) COMMAND_HEAD_BYTES * image.tail().size()
                + CRC_BYTES;
        if (sizeBytes > SIZE_BYTES_MAX) {
            throw new StorageException("the log of commands would take " + sizeBytes + " bytes, and may take " + SIZE_BYTES_MAX
                    + ": it holds more than a node alone can keep in one file");
        }
        if (image.lastIndex() > INDEX_MAX) {
            throw new StorageException("the log of commands has used up its indexes: " + image.lastIndex() + " is beyond " + INDEX_MAX);
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) sizeBytes);
        bytes.putInt(MAGIC).putInt(VERSION);
        bytes.putLong(image.snapshotIndex()).putInt(image.snapshot().length).put(image.snapshot());
        bytes.putInt(image.tail().size());
        for (LoggedCommand command : image.tail()) {
            bytes.putLong(command.index()).putInt(command.bytes().length).put(command.bytes());
        }
        return bytes.putInt(crcOf(bytes.duplicate().flip())).flip();
    }

    /**
     * Reads a file's bytes.
     *
     * @throws CorruptDataException when it is not whole; the message says what is wrong
     * @throws StorageException when a newer program wrote it
     */
    static LogImage parse(ByteBuffer bytes) {
        if (bytes.remaining() < HEAD_BYTES + CRC_BYTES) {
            throw new CorruptDataException("it has " + bytes.remaining() + " bytes, too few for a log of commands");
        }
        ByteBuffer content = bytes.slice(bytes.position(), bytes.remaining() - CRC_BYTES);
        if (content.getInt(0) != MAGIC) {
            throw new CorruptDataException("it does not begin as a log of commands does");
        }
        int version = content.getInt(Integer.BYTES);
        if (version > VERSION) {
            throw new StorageException("it is of version " + version + ", and this program reads up to " + VERSION
                    + ": use the newer program that wrote it");
        }
        if (version < VERSION) {
            throw new CorruptDataException("it states the version " + version + ", which there never was");
        }
        if (bytes.getInt(bytes.limit() - CRC_BYTES) != crcOf(content.duplicate())) {
            throw new CorruptDataException("its CRC does not match its content");
        }
        try {
            return parseChecked(content.position(Integer.BYTES * 2));
        } catch (BufferUnderflowException ended) {
            throw new CorruptDataException("it ends in the middle of a field", ended);
        }
    }

    private static LogImage parseChecked(ByteBuffer content) {
        long snapshotIndex = content.getLong();
        byte[] snapshot = field(content, "snapshot");
        int commandCount = content.getInt();
        boolean snapshotFits = snapshotIndex == 0 ? snapshot.length == 0 : snapshotIndex > 0 && snapshotIndex <= INDEX_MAX;
        if (!snapshotFits || commandCount < 0 || commandCount > content.remaining() / COMMAND_HEAD_BYTES) {
            throw new CorruptDataException("it states a snapshot of " + snapshot.length + " bytes at index " + snapshotIndex + " and "
                    + commandCount + " commands");
        }
        List<LoggedCommand> tail = new ArrayList<>(commandCount);
        long lastIndex = snapshotIndex;
        for (int i = 0; i < commandCount; i++) {
            long index = content.getLong();
            if (index <= lastIndex || index > INDEX_MAX) {
                throw new CorruptDataException("its command " + index + " stands behind " + lastIndex + ", and none is beyond " + INDEX_MAX);
            }
            tail.add(new LoggedCommand(index, field(content, "command")));
            lastIndex = index;
        }
        if (content.hasRemaining()) {
            throw new CorruptDataException("there are " + content.remaining() + " bytes behind its last command");
        }
        return new LogImage(snapshotIndex, snapshot, tail);
    }

    private static byte[] field(ByteBuffer content, String what) {
        int sizeBytes = content.getInt();
        if (sizeBytes < 0 || sizeBytes > content.remaining()) {
            throw new CorruptDataException("its " + what + " states a size of " + sizeBytes + " bytes, and " + content.remaining() + " are there");
        }
        byte[] field = new byte[sizeBytes];
        content.get(field);
        return field;
    }

    private static int crcOf(ByteBuffer content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }
}
