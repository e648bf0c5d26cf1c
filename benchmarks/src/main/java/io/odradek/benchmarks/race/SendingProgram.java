package io.odradek.benchmarks.race;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/**
 * What a producer's process does: it makes the records, warms up, sends for a time as fast as it can, and prints one line of figures.
 *
 * <p>Options: {@code records} (a file), {@code record-bytes}, {@code warm-up-seconds}, {@code seconds}, {@code broker-pid}, and the client's
 * settings.
 */
public final class SendingProgram {
    /** How many records go between two looks at the clock. */
    private static final int RECORDS_PER_LOOK = 256;

    private final byte[][] values;
    private final Contestant contestant;
    private final Deliveries deliveries = new Deliveries();
    private long sentCount;

    private SendingProgram(byte[][] values, Contestant contestant) {
        this.values = values;
        this.contestant = contestant;
    }

    /** Runs one round and returns its line. */
    public static String run(Options options, Function<Options, Contestant> make) throws IOException {
        byte[][] values = SampleRecords.cut(Path.of(options.text("records")), options.number("record-bytes", 100));
        ProcessHandle broker = ProcessHandle.of(Long.parseLong(options.text("broker-pid"))).orElseThrow();
        try (Contestant contestant = make.apply(options)) {
            SendingProgram program = new SendingProgram(values, contestant);
            program.sendFor(Duration.ofSeconds(options.number("warm-up-seconds", 3)));
            return program.measure(Duration.ofSeconds(options.number("seconds", 5)), broker);
        }
    }

    private String measure(Duration time, ProcessHandle broker) {
        long sentBefore = sentCount;
        long clientCpuBeforeNs = cpuNs(ProcessHandle.current());
        long brokerCpuBeforeNs = cpuNs(broker);
        long startedNs = System.nanoTime();
        sendFor(time);
        long elapsedNs = System.nanoTime() - startedNs;
        long clientCpuNs = cpuNs(ProcessHandle.current()) - clientCpuBeforeNs;
        long brokerCpuNs = cpuNs(broker) - brokerCpuBeforeNs;
        return new RoundFigures(sentCount, sentCount - sentBefore, elapsedNs, clientCpuNs, brokerCpuNs).line();
    }

    private void sendFor(Duration time) {
        long startedNs = System.nanoTime();
        int next = 0;
        while (System.nanoTime() - startedNs < time.toNanos()) {
            for (int i = 0; i < RECORDS_PER_LOOK; i++) {
                contestant.send(values[next], deliveries);
                next = next + 1 == values.length ? 0 : next + 1;
            }
            sentCount += RECORDS_PER_LOOK;
        }
        contestant.flush();
        deliveries.requireAll(sentCount);
    }

    private static long cpuNs(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }
}
