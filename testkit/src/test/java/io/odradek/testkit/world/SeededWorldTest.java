package io.odradek.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.spi.runtime.RandomSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real producer, a real broker and real readers, through whatever faults the seeds hold. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SeededWorldTest {
    private static final int SEED_COUNT = 300;
    private static final int SEED_COUNT_OF_PROOF = 5_000;
    private static final int EXPLAINED_COUNT_MAX = 3;

    private final Simulation simulation = new Simulation();

    @Test
    void run_oneSeed_right() {
        RunReport report = simulation.run(Long.getLong("odradek.seed", 1));

        assertThat(report.isRight()).as(report.explain()).isTrue();
    }

    /** The loop once span for ever when a batch was ready before the producer had its id. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void run_batchReadyBeforeProducerId_waitsWithoutSpinning() {
        Scenario drawn = Scenario.of(RandomSource.seeded(1));
        ApplicationSetup application = drawn.applications().get(0);
        Map<String, String> producer = new TreeMap<>(application.producerSettings());
        producer.remove("ack.policy");
        producer.put("acks", "all");
        producer.put("enable.idempotence", "true");
        producer.put("linger.ms", "0");
        Scenario scenario = new Scenario(
                drawn.topic(),
                drawn.partitionCount(),
                drawn.brokerSettings(),
                List.of(new ApplicationSetup(producer, application.workload())),
                1,
                drawn.latencyNsMax());

        RunReport report = simulation.run(1, scenario, FaultPlan.none());

        assertThat(report.isRight()).as(report.explain()).isTrue();
    }

    @Test
    void run_manySeeds_allRight() {
        assertAllRight(1, SEED_COUNT);
    }

    @Test
    @Tag("proof")
    void run_thousandsOfSeeds_allRight() {
        assertAllRight(Long.getLong("odradek.seeds.from", 10_001), Integer.getInteger("odradek.seeds", SEED_COUNT_OF_PROOF));
    }

    private void assertAllRight(long first, int count) {
        List<String> wrong = LongStream.range(first, first + count)
                .parallel()
                .mapToObj(simulation::run)
                .filter(report -> !report.isRight())
                .map(RunReport::explain)
                .limit(EXPLAINED_COUNT_MAX)
                .toList();
        assertThat(wrong).as("seeds from %d that went wrong:%n%s", first, String.join("\n\n", wrong)).isEmpty();
    }
}
