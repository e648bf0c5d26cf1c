package io.odradek.cli.torture;

import io.odradek.api.TopicPartition;
import io.odradek.cli.cluster.Cluster;
import io.odradek.client.reader.PartitionReader;
import io.odradek.client.reader.PartitionSlice;
import io.odradek.client.reader.ReadRecord;
import io.odradek.testkit.history.Content;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Follows with our own reader.
 *
 * <p>Thread-safe.
 */
final class FollowingReader implements TortureReader {
    private static final long ANSWER_SECONDS_MAX = 60;
    private static final long PAUSE_MS = 100;

    private final String name;
    private final Cluster cluster;
    private final SharedHistory history;
    private final Map<TopicPartition, Long> positions = new TreeMap<>();
    private final Thread thread;
    private volatile boolean stopped;

    FollowingReader(String name, Cluster cluster, List<TopicPartition> partitions, SharedHistory history) {
        this.name = name;
        this.cluster = cluster;
        this.history = history;
        partitions.forEach(partition -> positions.put(partition, 0L));
        this.thread = new Thread(this::follow, "odradek-torture-" + name);
        thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    private void follow() {
        PartitionReader reader = cluster.reader();
        while (!stopped) {
            try {
                Map<TopicPartition, PartitionSlice> slices =
                        reader.read(copy()).get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
                slices.values().forEach(this::take);
            } catch (ExecutionException passing) {
                // Leaders are away or moving, which is what this is about; what was missed shows in the end.
                pause();
            } catch (TimeoutException stuck) {
                history.leftOver("the reader " + name + " had neither an answer nor an error within " + ANSWER_SECONDS_MAX + " seconds");
            } catch (InterruptedException end) {
                return;
            } catch (RuntimeException unreadable) {
                history.leftOver("the reader " + name + " could not read on from " + copy() + ": " + unreadable);
                return;
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    private void take(PartitionSlice slice) {
        for (ReadRecord record : slice.records()) {
            history.seen(name, record.partition(), record.offset(), new Content(record.key(), record.value(), record.headers()));
        }
        synchronized (positions) {
            positions.put(slice.partition(), slice.nextOffset());
        }
    }

    private Map<TopicPartition, Long> copy() {
        synchronized (positions) {
            return new TreeMap<>(positions);
        }
    }

    @Override
    public boolean hasReached(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> now = copy();
        return ends.entrySet().stream().allMatch(end -> now.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        cluster.close();
    }
}
