package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demonstration and the torture, for real and for a little while. */
@Tag("proof")
@Timeout(600)
class ClusterTrialsTest {
    @Test
    void failoverDemo_twoLeadersKilledAndOneStopped_losesNothing() throws Exception {
        Run run = Run.of("failover-demo", "--seconds", "25", "--kills", "2", "--input", "../examples/data/birdstrikes.csv", "--json");

        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        JsonNode told = new ObjectMapper().readTree(run.out());
        assertThat(told.get("strikes")).hasSize(3);
        assertThat(told.get("acknowledged").asLong()).isPositive().isEqualTo(told.get("sent").asLong());
        assertThat(told.get("lost").asLong()).isZero();
    }

    @Test
    void torture_aMinute_keepsEveryPromise() throws Exception {
        long seed = Long.getLong("test.seed", 20261128);

        Run run = Run.of("torture", "--minutes", "1", "--seed", Long.toString(seed), "--json");

        assertThat(run.exitCode()).as("seed %d: %s%s", seed, run.err(), run.out()).isZero();
        assertThat(new ObjectMapper().readTree(run.out()).get("broken")).isEmpty();
    }
}
