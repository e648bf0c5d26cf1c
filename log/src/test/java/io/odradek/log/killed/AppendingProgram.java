package io.odradek.log.killed;

import io.odradek.log.AppendResult;
import io.odradek.protocol.record.RecordBatchWriter;
import io.odradek.spi.runtime.RandomSource;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Appends until it is killed, and prints the end offset after every append that is acknowledged. */
public final class AppendingProgram {
    private static final int VALUE_SIZE_BYTES_MAX = 3000;

    private final MappedLog mapped;
    private final RandomSource random;
    private final PrintStream acknowledged;

    private AppendingProgram(MappedLog mapped, RandomSource random, PrintStream acknowledged) {
        this.mapped = mapped;
        this.random = random;
        this.acknowledged = acknowledged;
    }

    /** Takes the folder and a seed. */
    public static void main(String[] arguments) throws InterruptedException {
        MappedLog mapped = new MappedLog(Path.of(arguments[0]));
        RandomSource random = RandomSource.seeded(Long.parseLong(arguments[1]));
        AppendingProgram program = new AppendingProgram(mapped, random, System.out);
        mapped.loop.execute(program::appendOne);
        Thread.currentThread().join();
    }

    private void appendOne() {
        String value = mapped.log.endOffset() + ":" + "x".repeat(random.nextInt(VALUE_SIZE_BYTES_MAX));
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(VALUE_SIZE_BYTES_MAX + 200));
        writer.tryAppend(1_700_000_000_000L, null, value.getBytes(StandardCharsets.UTF_8), List.of());
        mapped.log.append(writer.seal(), 0).thenAccept(this::answered);
    }

    private void answered(AppendResult result) {
        if (result instanceof AppendResult.Appended appended) {
            acknowledged.println(appended.endOffset());
            mapped.loop.execute(this::appendOne);
        } else {
            acknowledged.println("refused " + result);
        }
    }
}
