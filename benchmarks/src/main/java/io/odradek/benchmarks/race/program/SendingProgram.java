package io.odradek.benchmarks.race.program;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a producer's process does: it reads the records, warms up, and sends for a time, as fast as it can or at a rate.
 *
 * <p>Confined to one thread. Options: {@code records} (a file), {@code keys} ({@code with} or {@code without}), {@code rate} (0 for as fast as
 * it can), {@code warm-up-seconds}, {@code seconds}, and the client's settings.
 */
public final class SendingProgram {
    /** How many records go between two looks at the clock. */
    private static final int RECORDS_PER_LOOK = 256;
    /** The warm-up of a slow rate sends faster at first, so that the code is compiled when it counts. */
    private static final int WARM_UP_RATE_MIN = 50_000;

    private final PreparedRecords records;
    private final boolean keyed;
    private final Contestant contestant;
    private final Deliveries deliveries = new Deliveries();
    private int next;
    private long sentCount;

    private SendingProgram(PreparedRecords records, boolean keyed, Contestant contestant) {
        this.records = records;
        this.keyed = keyed;
        this.contestant = contestant;
    }

    /** Runs one round. */
    public static void run(Options options, Function<Options, Contestant> make) throws IOException {
        PreparedRecords records = PreparedRecords.read(Path.of(options.text("records")));
        Turn turn = new Turn();
        try (Contestant contestant = make.apply(options)) {
            SendingProgram program = new SendingProgram(records, options.text("keys").equals("with"), contestant);
            int rate = options.number("rate", 0);
            Duration warmUp = Duration.ofMillis(options.number("warm-up-ms", 0));
            Duration time = Duration.ofMillis(options.number("measured-ms", 0));
            if (rate == 0) {
                program.sendFor(warmUp);
                turn.awaitBegin();
                turn.report(program.sendFor(time));
            } else {
                program.sendAtRate(Math.max(rate, WARM_UP_RATE_MIN), warmUp.dividedBy(2));
                program.sendAtRate(rate, warmUp.dividedBy(2));
                turn.awaitBegin();
                turn.report(program.sendAtRate(rate, time));
            }
        }
    }

    private SentFigures sendFor(Duration time) {
        long sentBefore = sentCount;
        long startedNs = System.nanoTime();
        while (System.nanoTime() - startedNs < time.toNanos()) {
            for (int i = 0; i < RECORDS_PER_LOOK; i++) {
                send(deliveries);
            }
        }
        contestant.flush();
        long elapsedNs = System.nanoTime() - startedNs;
        deliveries.requireAll(sentCount);
        return new SentFigures(sentCount, sentCount - sentBefore, elapsedNs, null);
    }

    private SentFigures sendAtRate(int ratePerSecond, Duration time) {
        Latencies latencies = new Latencies();
        long recordCount = Math.max(1, ratePerSecond * time.toMillis() / 1_000);
        Pace pace = new Pace(ratePerSecond);
        for (long i = 0; i < recordCount; i++) {
            long dueNs = pace.awaitNextNs();
            send(failure -> acknowledged(dueNs, failure, latencies));
        }
        contestant.flush();
        long elapsedNs = System.nanoTime() - pace.startedNs();
        deliveries.requireAll(sentCount);
        return new SentFigures(sentCount, recordCount, elapsedNs, latencies.percentiles());
    }

    private void acknowledged(long dueNs, @Nullable Throwable failure, Latencies latencies) {
        latencies.acknowledged(dueNs);
        deliveries.completed(failure);
    }

    private void send(Contestant.Delivery delivery) {
        contestant.send(keyed ? records.keys()[next] : null, records.values()[next], delivery);
        next = next + 1 == records.count() ? 0 : next + 1;
        sentCount++;
    }
}
