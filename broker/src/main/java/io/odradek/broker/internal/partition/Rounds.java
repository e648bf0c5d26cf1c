package io.odradek.broker.internal.partition;

import io.odradek.spi.runtime.EventLoop;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recurring work on all partitions: one after the other, each on its loop, and then a pause.
 *
 * <p>Confined to the loop it is paced on, which is where it is started and stopped.
 */
public final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    /** Timers need not count further. */
    private static final long PERIOD_NS_MAX = TimeUnit.DAYS.toNanos(365);

    private final String name;
    private final EventLoop loop;
    private final long periodNs;
    private final ServedPartitions partitions;
    private final Function<Partition, CompletableFuture<?>> work;
    private EventLoop.Timer timer = () -> {};
    private boolean stopped;

    /** Work called {@code name}, every {@code periodNs}. */
    public Rounds(
            String name, EventLoop loop, long periodNs, ServedPartitions partitions, Function<Partition, CompletableFuture<?>> work) {
        this.name = name;
        this.loop = loop;
        this.periodNs = Math.min(periodNs, PERIOD_NS_MAX);
        this.partitions = partitions;
        this.work = work;
    }

    /** Starts with a pause. */
    public void start() {
        timer = loop.schedule(periodNs, () -> next(partitions.all().iterator()));
    }

    private void next(Iterator<Partition> left) {
        if (stopped) {
            return;
        }
        if (!left.hasNext()) {
            start();
            return;
        }
        Partition partition = left.next();
        partition.loop().execute(() -> workOn(partition).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("{} failed for {}", name, partition.id(), failure);
            }
            loop.execute(() -> next(left));
        }));
    }

    private CompletableFuture<?> workOn(Partition partition) {
        try {
            return work.apply(partition);
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    /** Ends after the partition that is worked on now. */
    public void stop() {
        stopped = true;
        timer.cancel();
    }
}
