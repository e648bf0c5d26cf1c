package io.odradek.storage.mmap;

import io.odradek.api.StorageException;
import io.odradek.spi.storage.Segment;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Appends numbered records with checksums until it is killed, and tells each number after its append returned. */
public final class AppendingProcess {
    static final int RECORD_BYTES = 777;
    private static final long STEP_BYTES = 64 * 1024;

    private AppendingProcess() {}

    /** The data directory is the one argument; {@code refused} is told when another process holds it. */
    public static void main(String[] arguments) {
        PrintStream told = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        try (MmapBench bench = new MmapBench(Path.of(arguments[0]))) {
            told.println("opened");
            Segment segment = bench.create("a.log", 1L << 30);
            for (int number = 0; number < 1_000_000; number++) {
                if (segment.preparedBytes() - segment.endBytes() < RECORD_BYTES) {
                    bench.prepare(segment, segment.preparedBytes() + STEP_BYTES);
                }
                byte[] record = record(number);
                bench.append(segment, record);
                told.println(number);
            }
        } catch (StorageException refused) {
            told.println("refused: " + refused.getMessage());
        }
    }

    /** A number, bytes that depend on it, and a checksum of all. */
    static byte[] record(int number) {
        byte[] bytes = new byte[RECORD_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).putInt(number);
        while (buffer.remaining() > 4) {
            buffer.put((byte) (number * 31 + buffer.position() | 1));
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, RECORD_BYTES - 4);
        buffer.putInt((int) checksum.getValue());
        return bytes;
    }
}
