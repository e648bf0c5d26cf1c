package io.odradek.partitioners;

import io.odradek.spi.partitioner.TopicView;
import io.odradek.spi.runtime.RandomSource;

/** Choices among the partitions of a topic that have a leader. */
final class Leaders {
    private Leaders() {}

    /** How many partitions have a leader. */
    static int count(TopicView topic) {
        int count = 0;
        for (int partition = 0; partition < topic.partitionCount(); partition++) {
            if (topic.hasLeader(partition)) {
                count++;
            }
        }
        return count;
    }

    /** The first partition with a leader from {@code start} on, around the end; {@code start} when none has one. */
    static int nextFrom(TopicView topic, int start) {
        int partitionCount = topic.partitionCount();
        for (int step = 0; step < partitionCount; step++) {
            int partition = (start + step) % partitionCount;
            if (topic.hasLeader(partition)) {
                return partition;
            }
        }
        return start;
    }

    /** Any partition with a leader, all equally likely; any at all when none has one. */
    static int random(TopicView topic, RandomSource random) {
        return randomExcept(topic, -1, random);
    }

    /** As {@link #random}, but not {@code except} unless there is no other. */
    static int randomExcept(TopicView topic, int except, RandomSource random) {
        int first = random.nextInt(topic.partitionCount());
        if (first != except && topic.hasLeader(first)) {
            return first;
        }
        int eligibleCount = 0;
        for (int partition = 0; partition < topic.partitionCount(); partition++) {
            if (partition != except && topic.hasLeader(partition)) {
                eligibleCount++;
            }
        }
        if (eligibleCount == 0) {
            boolean exceptHasLeader = except >= 0 && except < topic.partitionCount() && topic.hasLeader(except);
            return exceptHasLeader ? except : first;
        }
        int nth = random.nextInt(eligibleCount);
        for (int partition = 0; partition < topic.partitionCount(); partition++) {
            if (partition != except && topic.hasLeader(partition) && nth-- == 0) {
                return partition;
            }
        }
        // Leaders changed while we counted.
        return nextFrom(topic, first);
    }
}
