package io.odradek.fuzz.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running broker is attacked, and a good client notices nothing. Other attacks with {@code -Dodradek.seed=N}. */
class SocketFuzzTest {
    private static final long SEED = Long.getLong("odradek.seed", 20_261_129L);
    private static final int ATTACKER_COUNT = 2;
    private static final int ATTACKS_SHORT = 400;
    private static final long LONG_SECONDS = Long.getLong("odradek.seconds", 60);
    /** Of the 96 MiB and 192 MiB that the process may have: what Netty keeps pooled, and what a broker at rest needs. */
    private static final long USED_BYTES_MAX = 144L << 20;

    private static final String GOOD = "good";
    private static final String JUNK = "junk";

    @TempDir
    Path folder;

    @Test
    void attack_someHundredConnections_harmsNobodyElse() throws Exception {
        AtomicInteger left = new AtomicInteger(ATTACKS_SHORT);
        attack(() -> left.getAndDecrement() > 0);
    }

    @Test
    @Tag("proof")
    void attack_forAMinute_harmsNobodyElse() throws Exception {
        long startedNs = System.nanoTime();
        attack(() -> System.nanoTime() - startedNs < TimeUnit.SECONDS.toNanos(LONG_SECONDS));
    }

    private void attack(BooleanSupplier goesOn) throws Exception {
        ExecutorService attackers = Executors.newFixedThreadPool(ATTACKER_COUNT);
        try (BrokerProcess broker = BrokerProcess.start(folder)) {
            // Given
            GoodClient client = new GoodClient(broker.address(), GOOD);
            client.createTopics(JUNK);
            String[] address = broker.address().split(":");
            InetSocketAddress target = new InetSocketAddress(address[0], Integer.parseInt(address[1]));

            // When
            List<Future<Integer>> attacks = new ArrayList<>();
            for (int i = 0; i < ATTACKER_COUNT; i++) {
                attacks.add(attackers.submit(new HostileClient(target, SEED + i, JUNK, goesOn)));
            }
            client.send(() -> attacks.stream().anyMatch(attack -> !attack.isDone()));
            for (Future<Integer> attack : attacks) {
                assertThat(attack.get()).as("attacks, seed %d", SEED).isPositive();
            }

            // Then
            client.send(() -> false);
            client.readBack();
            assertThat(broker.usedBytes()).as("bytes in use, seed %d", SEED).isLessThan(USED_BYTES_MAX);
            broker.stop();
            List<String> complaints = broker.complaints();
            assertThat(complaints).as("connections that were closed, seed %d", SEED).isNotEmpty();
            assertThat(complaints)
                    .as("only closed connections are told of, seed %d", SEED)
                    .allSatisfy(line -> assertThat(line).contains("WARN").contains("The connection from").doesNotContain("handler"));
        } finally {
            attackers.shutdownNow();
        }
    }
}
