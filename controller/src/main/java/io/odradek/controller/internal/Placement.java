package io.odradek.controller.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Spreads the replicas of a new topic over brokers: leaders in turn, and the followers of one leader not always the same.
 *
 * <p>Immutable.
 *
 * @param brokers those that may have replicas, at least {@code replicaCount}
 * @param replicaCount how many replicas each partition has
 * @param first how many partitions there were before, which is where the turn goes on
 */
record Placement(List<Integer> brokers, int replicaCount, int first) {
    List<List<Integer>> of(int partitionCount) {
        List<List<Integer>> placed = new ArrayList<>(partitionCount);
        for (int partition = 0; partition < partitionCount; partition++) {
            placed.add(replicas(first + partition));
        }
        return placed;
    }

    private List<Integer> replicas(int turn) {
        int count = brokers.size();
        List<Integer> replicas = new ArrayList<>(replicaCount);
        int leader = Math.floorMod(turn, count);
        replicas.add(brokers.get(leader));
        int shift = count > 1 ? Math.floorMod(turn / count, count - 1) : 0;
        for (int follower = 0; follower < replicaCount - 1; follower++) {
            int step = 1 + (shift + follower) % (count - 1);
            replicas.add(brokers.get((leader + step) % count));
        }
        return replicas;
    }
}
