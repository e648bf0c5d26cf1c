package io.odradek.cli.process;

import io.odradek.cli.console.CommandFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The brokers of a cluster in processes of their own.
 *
 * <p>Thread-safe, as its processes are; start, stop and close are one thread's. Should the process that holds it be killed, the brokers
 * end by themselves.
 */
public final class BrokerFleet implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(90);
    private static final Duration STOP_EACH_MAX = Duration.ofSeconds(10);

    private final ClusterPlan plan;
    private final Map<Integer, BrokerProcess> processes = new TreeMap<>();

    /** The brokers of a plan, none of which runs. */
    public BrokerFleet(ClusterPlan plan, JavaProgram program, BrokerProcess.DeathListener deaths) {
        this.plan = plan;
        for (BrokerSite site : plan.brokers()) {
            processes.put(site.id(), new BrokerProcess(site, program, plan.arguments(site), deaths));
        }
    }

    /** Where they live. */
    public ClusterPlan plan() {
        return plan;
    }

    /** All of them, by ascending id. */
    public List<BrokerProcess> all() {
        return List.copyOf(processes.values());
    }

    /** One of them. */
    public BrokerProcess broker(int id) {
        BrokerProcess process = processes.get(id);
        if (process == null) {
            throw new IllegalArgumentException("there is no broker " + id + " among " + processes.keySet());
        }
        return process;
    }

    /**
     * Starts all of them at once, for they wait for each other, and returns when all accept connections, or kills them again.
     *
     * @param given up when it completes
     * @throws CommandFailure with the last words of the one that failed
     */
    public void start(CompletableFuture<?> given) throws InterruptedException {
        CompletableFuture<Void> all = new CompletableFuture<>();
        try {
            List<CompletableFuture<Void>> starts = new ArrayList<>();
            for (BrokerProcess process : processes.values()) {
                CompletableFuture<Void> start = process.start();
                start.exceptionally(failure -> {
                    all.completeExceptionally(failure);
                    return null;
                });
                starts.add(start);
            }
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).thenRun(() -> all.complete(null));
            CompletableFuture.anyOf(all, given).get(START_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            close();
            throw failed.getCause() instanceof CommandFailure told
                    ? told
                    : CommandFailure.failed("the cluster did not start: " + failed.getCause(), failed);
        } catch (TimeoutException late) {
            String waiting = processes.values().stream()
                    .filter(process -> process.state() != BrokerProcess.State.RUNNING)
                    .map(process -> process.site().id() + " (log " + process.site().log() + ")")
                    .toList()
                    .toString();
            close();
            throw CommandFailure.failed("within " + START_MAX.toSeconds() + " seconds no connections were accepted by the brokers " + waiting, late);
        } catch (InterruptedException | RuntimeException broken) {
            close();
            throw broken;
        }
    }

    /**
     * Stops them in good order, one after the other; what does not end in time is killed.
     *
     * @param last which to stop last, because it leads the quorum and the others need it to leave in good order
     * @return the ids of those that had to be killed
     */
    public List<Integer> stop(OptionalInt last, Duration max) throws InterruptedException {
        long deadlineNs = System.nanoTime() + max.toNanos();
        List<BrokerProcess> order = new ArrayList<>(processes.values());
        order.sort(Comparator.comparing(process -> last.isPresent() && process.site().id() == last.getAsInt()));
        List<Integer> killed = new ArrayList<>();
        for (BrokerProcess process : order) {
            Duration left = Duration.ofNanos(Math.max(0, deadlineNs - System.nanoTime()));
            boolean ran = process.state() != BrokerProcess.State.STOPPED;
            OptionalInt code = process.stop(left.compareTo(STOP_EACH_MAX) < 0 ? left : STOP_EACH_MAX);
            if (ran && code.isEmpty()) {
                killed.add(process.site().id());
            }
        }
        return killed;
    }

    /** Kills whatever still runs. Idempotent. */
    @Override
    public void close() {
        boolean interrupted = false;
        for (BrokerProcess process : processes.values()) {
            try {
                process.kill();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
