package io.odradek.fuzz;

import io.odradek.log.checkpoint.Checkpoint;
import io.odradek.protocol.record.InvalidBatchException;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/** Gives damaged files sound CRCs, so that what lies behind these is reached. */
final class HostileFiles {
    private static final String CRC = "crc32c: ";
    private static final int BATCH_CRC = 17;
    private static final int COMMANDS_MAGIC = 0x4F51_4C31;
    private static final int SNAPSHOT_PREFIX_SIZE_BYTES = 6;

    private HostileFiles() {}

    /** The same content with CRCs that fit, where such a file has any. */
    static byte[] repaired(String name, byte[] content) {
        if (name.endsWith(".log")) {
            return batches(content);
        }
        if (name.endsWith(".snapshot")) {
            return snapshot(content);
        }
        if (name.endsWith("commands")) {
            return commands(content);
        }
        return name.endsWith("index") ? content : checkpoint(content);
    }

    private static byte[] batches(byte[] content) {
        byte[] repaired = content.clone();
        try {
            for (RecordBatches each = new RecordBatches(ByteBuffer.wrap(repaired), RecordBatches.Tail.IGNORE); each.next(); ) {
                repair(each.batch());
            }
        } catch (InvalidBatchException notBatches) {
            return repaired;
        }
        return repaired;
    }

    /** Gives a batch the CRC that its bytes have. */
    static void repair(RecordBatch batch) {
        batch.buffer().putInt(batch.position() + BATCH_CRC, batch.computeCrc());
    }

    private static byte[] snapshot(byte[] content) {
        byte[] repaired = content.clone();
        if (repaired.length >= SNAPSHOT_PREFIX_SIZE_BYTES) {
            CRC32C crc = new CRC32C();
            crc.update(repaired, SNAPSHOT_PREFIX_SIZE_BYTES, repaired.length - SNAPSHOT_PREFIX_SIZE_BYTES);
            ByteBuffer.wrap(repaired).putInt(2, (int) crc.getValue());
        }
        return repaired;
    }

    private static byte[] commands(byte[] content) {
        byte[] repaired = content.clone();
        int contentSizeBytes = repaired.length - Integer.BYTES;
        if (contentSizeBytes >= 0) {
            CRC32C crc = new CRC32C();
            crc.update(repaired, 0, contentSizeBytes);
            ByteBuffer.wrap(repaired).putInt(contentSizeBytes, (int) crc.getValue());
        }
        return repaired;
    }

    private static byte[] checkpoint(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        int crcStart = text.lastIndexOf(CRC);
        String body = crcStart < 0 ? text : text.substring(0, crcStart);
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return (body + CRC + String.format(Locale.ROOT, "%08x", crc.getValue()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes of a log of commands: a snapshot, and commands whose indexes follow its own. */
    static byte[] commands(long snapshotIndex, byte[] snapshot, List<byte[]> commands) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(20).putInt(COMMANDS_MAGIC).putInt(1).putLong(snapshotIndex).putInt(snapshot.length).array());
        bytes.writeBytes(snapshot);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(commands.size()).array());
        long index = snapshotIndex;
        for (byte[] command : commands) {
            bytes.writeBytes(ByteBuffer.allocate(12).putLong(++index).putInt(command.length).array());
            bytes.writeBytes(command);
        }
        bytes.writeBytes(new byte[Integer.BYTES]);
        return commands(bytes.toByteArray());
    }

    /** The bytes of a sound checkpoint. */
    static byte[] checkpoint(String kind, int version, String... lines) {
        ByteBuffer bytes = new Checkpoint(kind, version, List.of(lines)).toBytes();
        byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        return content;
    }
}
