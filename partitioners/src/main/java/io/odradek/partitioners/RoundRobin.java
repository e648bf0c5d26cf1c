package io.odradek.partitioners;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.TopicView;
import io.odradek.spi.runtime.RandomSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All partitions of a topic in turn, whatever the key. One without a leader is passed over while others have one. Each topic starts at
 * a random partition, so that many short-lived producers do not all begin with partition 0. Thread-safe: threads that share it take
 * turns.
 */
final class RoundRobin implements Partitioner {
    private final RandomSource random;
    private final ConcurrentMap<String, AtomicLong> turns = new ConcurrentHashMap<>();

    RoundRobin(RandomSource random) {
        this.random = random;
    }

    @Override
    public int partition(byte @Nullable [] key, byte @Nullable [] value, TopicView topic) {
        int partitionCount = topic.partitionCount();
        AtomicLong turn = turns.get(topic.topic());
        if (turn == null) {
            turn = turns.computeIfAbsent(topic.topic(), name -> new AtomicLong(random.nextInt(partitionCount)));
        }
        int partition = (int) (turn.getAndIncrement() % partitionCount);
        if (topic.hasLeader(partition) || Leaders.count(topic) == 0) {
            return partition;
        }
        for (int tries = 1; tries < partitionCount; tries++) {
            partition = (int) (turn.getAndIncrement() % partitionCount);
            if (topic.hasLeader(partition)) {
                return partition;
            }
        }
        return Leaders.nextFrom(topic, partition);
    }
}
