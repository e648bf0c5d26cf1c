package io.odradek.quorum.ratis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Prints what a quorum of three processes costs and how long it is without a leader. Not a test. */
final class QuorumBench {
    private static final Duration ELECTION = Duration.ofSeconds(1);
    private static final int ROUND_COUNT = 5;

    private QuorumBench() {}

    public static void main(String[] arguments) throws IOException {
        Path root = Files.createTempDirectory("quorum-bench");
        try (ProcessCluster cluster = new ProcessCluster(root, 3, ELECTION, Duration.ofSeconds(20))) {
            long begin = System.nanoTime();
            cluster.start(1, 2, 3);
            System.out.println("start of three processes: " + sinceMs(begin) + " ms");
            for (int id : cluster.ids()) {
                System.out.println("member " + id + " after start: MB of heap, of direct buffers: " + cluster.ask(id, "heap"));
            }
            int leader = cluster.leaderAsSeenBy(1, -1);
            int follower = 1 + leader % 3;
            for (int warmth = 0; warmth < 4; warmth++) {
                System.out.println("median of 300 submissions, us: leader " + cluster.ask(leader, "time 300") + ", follower "
                        + cluster.ask(follower, "time 300"));
            }
            for (int id : cluster.ids()) {
                System.out.println("member " + id + " after 2,400 commands: " + cluster.ask(id, "heap"));
            }
            List<Long> killed = new ArrayList<>();
            List<Long> ended = new ArrayList<>();
            for (int round = 0; round < ROUND_COUNT; round++) {
                killed.add(leaderless(cluster, true));
                ended.add(leaderless(cluster, false));
            }
            System.out.println("ms until another leads, leader killed: " + killed.stream().sorted().toList());
            System.out.println("ms until another leads, leader ended in good order: " + ended.stream().sorted().toList());
        }
    }

    private static long leaderless(ProcessCluster cluster, boolean killed) {
        cluster.ask(1, "submit round");
        int leader = cluster.leaderAsSeenBy(1, -1);
        int other = 1 + leader % 3;
        long begin = System.nanoTime();
        if (killed) {
            cluster.kill(leader);
        } else {
            cluster.end(leader);
        }
        cluster.leaderAsSeenBy(other, leader);
        long ms = sinceMs(begin);
        cluster.start(leader);
        return ms;
    }

    private static long sinceMs(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
