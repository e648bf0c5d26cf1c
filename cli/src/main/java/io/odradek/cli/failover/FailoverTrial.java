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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Kills and stops leaders while records arrive, brings them back, and counts what is in the log when all is over.
 *
 * <p>Confined to one thread.
 */
public final class FailoverTrial {
    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration WHOLE_MAX = Duration.ofSeconds(60);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);
    private static final Duration ELECTION_MAX = Duration.ofSeconds(20);
    private static final Duration DELIVERY_MAX = Duration.ofSeconds(125);
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long MOMENT_NS = 100_000_000L;

    private final TrialCluster trial;
    private final StrikeLoad load;
    private final TrialView view;
    private final Interruption interruption;
    private final long startNs = System.nanoTime();
    private final List<Strike> strikes = new ArrayList<>();

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
     * @param strikes what was done, in order
     * @param longestGapNs the longest time in which nothing of a partition was acknowledged
     */
    public record Result(Ledger.Sums sums, List<Strike> strikes, long longestGapNs) {
        /** Copies. */
        public Result {
            strikes = List.copyOf(strikes);
        }
    }

    /**
     * A broker was struck.
     *
     * @param kind how
     * @param gapNs the longest time in which nothing of a partition was acknowledged, until every replica was in sync again
     */
    public record Strike(StrikeKind kind, long gapNs) {}

    /** Runs for so long at the least, and strikes at even distances, unless it is interrupted. */
    public Result run(int seconds, List<StrikeKind> kinds) throws InterruptedException {
        load.start();
        for (int i = 0; i < kinds.size() && !interruption.isRequested(); i++) {
            long dueNs = (i + 1) * seconds * NS_PER_S / (kinds.size() + 1);
            await(() -> elapsedNs() >= dueNs, Duration.ofSeconds(seconds));
            if (!interruption.isRequested()) {
                strike(kinds.get(i), (i + 1) + " of " + kinds.size());
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
        return new Result(load.ledger().sums(), strikes, load.gaps().longestNs());
    }

    private void strike(StrikeKind kind, String place) throws InterruptedException {
        OptionalInt quorumLeader = trial.quorumLeader();
        Optional<Victim> victim = victim(kind, quorumLeader);
        if (victim.isEmpty()) {
            view.event(place + ": nobody can be found for a " + kind.words());
            return;
        }
        TopicPartition partition = victim.get().partition();
        BrokerProcess process = trial.fleet().broker(victim.get().broker());
        view.event(place + ": " + kind.words() + ", broker " + victim.get().broker() + ", which leads " + partition);
        long struckNs = System.nanoTime();
        if (kind == StrikeKind.STOP) {
            process.stop(STOP_MAX);
        } else {
            process.kill();
        }
        await(() -> isLedByOther(partition, victim.get().broker()), ELECTION_MAX);
        view.event(String.format(Locale.ROOT, "%s is led by %s after %.1f s", partition, word(trial.leader(partition.partition())),
                (System.nanoTime() - struckNs) / 1e9));
        bringBack(process);
        await(this::isWhole, WHOLE_MAX);
        view.event(isWhole() ? "every replica is in sync again" : "not every replica is in sync again yet");
        Strike strike = new Strike(kind, load.gaps().longestNs(struckNs - MOMENT_NS, System.nanoTime()));
        strikes.add(strike);
        view.event(String.format(
                Locale.ROOT, "the longest time without an acknowledgement of a partition was %.2f s", strike.gapNs() / 1e9));
    }

    /** Who is struck, and the busiest partition that it leads. */
    private record Victim(int broker, TopicPartition partition) {}

    private Optional<Victim> victim(StrikeKind kind, OptionalInt quorumLeader) {
        Map<TopicPartition, Long> counts = load.counts();
        Map<TopicPartition, Integer> leaders = trial.leaders();
        return leaders.entrySet().stream()
                .filter(each -> quorumLeader.isPresent()
                        && (each.getValue() == quorumLeader.getAsInt()) == (kind == StrikeKind.KILL_QUORUM_LEADER))
                .max(Comparator.comparingLong(each -> counts.getOrDefault(each.getKey(), 0L)))
                .map(each -> new Victim(each.getValue(), each.getKey()));
    }

    private void bringBack(BrokerProcess process) {
        CompletableFuture<Void> back = process.start();
        await(back::isDone, START_MAX);
        if (back.isCompletedExceptionally()) {
            back.join();
        }
        if (!back.isDone() && !interruption.isRequested()) {
            throw CommandFailure.failed("broker " + process + " did not come back within " + START_MAX.toSeconds() + " seconds; its log is "
                    + process.site().log());
        }
        view.event("broker " + process.site().id() + " is back");
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
