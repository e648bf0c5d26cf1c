package io.odradek.quorum.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadsTest {
    /** Daemons that Ratis and its gRPC keep once for the whole JVM. */
    private static final List<String> OF_THE_JVM = List.of("timer", "TimeoutScheduler-", "grpc-", "globalEventExecutor-", "ObjectCleanerThread", "ForkJoinPool.");

    @TempDir
    private Path root;

    @Test
    void members_whileTheyRun_haveDaemonsOnlyAndNoneAfterwards() {
        Set<Thread> before = threads();
        Thread.UncaughtExceptionHandler handlerBefore = Thread.getDefaultUncaughtExceptionHandler();

        try (TestCluster cluster = new TestCluster(root, 3, Map.of(), Duration.ofMillis(200), Duration.ofSeconds(10))) {
            cluster.start(1, 2, 3);
            cluster.member(1).submit("from one");
            cluster.member(2).submit("from another");

            Set<Thread> during = threads();
            during.removeAll(before);
            assertThat(during).hasSizeGreaterThan(3).allMatch(Thread::isDaemon);
            assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(handlerBefore);
        }

        await().pollInSameThread().atMost(TestCluster.WAIT).untilAsserted(() -> {
            Set<Thread> left = threads();
            left.removeAll(before);
            left.removeIf(thread -> OF_THE_JVM.stream().anyMatch(thread.getName()::startsWith));
            assertThat(left).isEmpty();
        });
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).collect(Collectors.toSet());
    }
}
