package io.odradek.cli.failover;

import io.odradek.api.Producer;
import io.odradek.api.TopicPartition;
import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.Interruption;
import io.odradek.cli.process.BrokerProcess;
import io.odradek.cli.trial.ReadBack;
import io.odradek.cli.trial.Snapshot;
import io.odradek.cli.trial.TrialCluster;
import io.odradek.cli.trial.TrialView;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Kills leaders while records arrive, brings them back, and counts what is in the log when all is over.
 *
 * <p>Confined to one thread.
 */
public final class FailoverTrial {
    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration WHOLE_MAX = Duration.ofSeconds(60);
    private static final Duration ELECTION_MAX = Duration.ofSeconds(20);
    private static final Duration DELIVERY_MAX = Duration.ofSeconds(125);
    private static final long NS_PER_S = 1_000_000_000L;

    private final TrialCluster trial;
    private final StrikeLoad load;
    private final TrialView view;
    private final Interruption interruption;
    private final long startNs = System.nanoTime();
    private int killCount;

    /** A trial of a cluster whose brokers run, with a load of so many records a second. */
    public FailoverTrial(
            TrialCluster trial, Producer<byte[], byte[]> producer, StrikeFeed feed, int ratePerSecond, TrialView view, Interruption interruption) {
        this.trial = trial;
        this.load = new StrikeLoad(producer, feed, trial.topic(), ratePerSecond);
        this.view = view;
        this.interruption = interruption;
    }

    /**
     * What came of it.
     *
     * @param sums what was counted
     * @param killCount how often a leader was killed
     * @param longestGapNs the longest time in which nothing of a partition was acknowledged
     */
    public record Result(Ledger.Sums sums, int killCount, long longestGapNs) {}

    /** Runs for so long at the least, with so many kills, unless it is interrupted. */
    public Result run(int seconds, int kills) throws InterruptedException {
        load.start();
        for (int kill = 1; kill <= kills && !interruption.isRequested(); kill++) {
            long dueNs = kill * seconds * NS_PER_S / (kills + 1);
            await(() -> elapsedNs() >= dueNs, Duration.ofSeconds(seconds));
            if (!interruption.isRequested()) {
                killBusiest(kills);
            }
        }
        await(() -> elapsedNs() >= seconds * NS_PER_S, Duration.ofSeconds(seconds));
        trial.runAll(START_MAX);
        view.event("sending ends; waiting for what is on its way");
        load.finish(DELIVERY_MAX);
        await(this::isWhole, interruption.isRequested() ? Duration.ZERO : WHOLE_MAX);
        view.event("reading everything back");
        view.end();
        new ReadBack(trial.cluster().reader(), trial.partitions())
                .run(record -> load.ledger().found(record.partition(), record.headers()));
        return new Result(load.ledger().sums(), killCount, load.gaps().longestNs());
    }

    private void killBusiest(int kills) throws InterruptedException {
        TopicPartition busiest = load.counts().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(trial.partitions().get(0));
        OptionalInt leader = trial.leader(busiest.partition());
        if (leader.isEmpty()) {
            view.event("nobody leads " + busiest + ", so nobody is killed");
            return;
        }
        BrokerProcess process = trial.fleet().broker(leader.getAsInt());
        killCount++;
        view.event("kill " + killCount + " of " + kills + ": kill -9 broker " + leader.getAsInt() + ", which leads " + busiest);
        process.kill();
        long killedNs = System.nanoTime();
        await(() -> isLedByOther(busiest, leader.getAsInt()), ELECTION_MAX);
        view.event(String.format(Locale.ROOT, "%s is led by %s after %.1f s", busiest, word(trial.leader(busiest.partition())),
                (System.nanoTime() - killedNs) / 1e9));
        CompletableFuture<Void> back = process.start();
        await(back::isDone, START_MAX);
        if (back.isCompletedExceptionally()) {
            back.join();
        }
        if (!back.isDone() && !interruption.isRequested()) {
            throw CommandFailure.failed("broker " + process + " was killed and did not come back within " + START_MAX.toSeconds()
                    + " seconds; its log is " + process.site().log());
        }
        view.event("broker " + leader.getAsInt() + " is back");
        await(this::isWhole, WHOLE_MAX);
        view.event(isWhole() ? "every replica is in sync again" : "not every replica is in sync again yet");
    }

    private static String word(OptionalInt id) {
        return id.isPresent() ? "broker " + id.getAsInt() : "nobody";
    }

    private boolean isLedByOther(TopicPartition partition, int killed) {
        OptionalInt leader = trial.leader(partition.partition());
        return leader.isPresent() && leader.getAsInt() != killed;
    }

    private boolean isWhole() {
        return trial.look().filter(TrialCluster::isWhole).isPresent();
    }

    private long elapsedNs() {
        return System.nanoTime() - startNs;
    }

    /** Waits, and shows how it stands meanwhile. */
    private void await(BooleanSupplier condition, Duration max) {
        long deadlineNs = System.nanoTime() + max.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - deadlineNs < 0) {
            view.show(snapshot());
            if (interruption.within(STEP)) {
                return;
            }
        }
    }

    private Snapshot snapshot() {
        long nowNs = System.nanoTime();
        return new Snapshot(
                nowNs - startNs, load.ledger().sentCount(), load.ledger().acknowledgedCount(), load.gaps().openNs(nowNs), trial.brokerLines());
    }
}
