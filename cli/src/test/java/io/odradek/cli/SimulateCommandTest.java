package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.odradek.cli.console.ExitCode;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {
    @Test
    void simulate_someSeeds_tellsWhatTheyMet() {
        Run run = Run.of("simulate", "--seeds", "6", "--from", "3", "--jobs", "2");

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("seeds           6 of 3 to 8", "right           6", "wrong           0", "virtual time", "times  fault");
    }

    @Test
    void simulate_json_oneObject() throws Exception {
        Run run = Run.of("simulate", "--seeds", "4", "--json");

        JsonNode summary = new ObjectMapper(new JsonFactory()).readTree(run.out());
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(summary.get("from").asLong()).isEqualTo(1);
        assertThat(summary.get("seeds").asInt()).isEqualTo(4);
        assertThat(summary.get("right").asInt()).isEqualTo(4);
        assertThat(summary.get("records").asLong()).isPositive();
        assertThat(summary.get("wrong_seeds")).isEmpty();
        assertThat(summary.get("faults").size()).isPositive();
    }

    @Test
    void simulate_sameSeedTwice_sameExplanation() {
        Run one = Run.of("simulate", "--seeds", "1", "--from", "77", "--explain");
        Run other = Run.of("simulate", "--seeds", "1", "--from", "77", "--explain");

        assertThat(one.out()).contains("seed 77 is right", "scenario: topic events", "trace", "./odradek simulate --seeds 1");
        assertThat(other.out().lines().limit(10).toList()).isEqualTo(one.out().lines().limit(10).toList());
    }

    @Test
    void simulate_noSeeds_usage() {
        Run run = Run.of("simulate", "--seeds", "0");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--seeds and --jobs are 1 or more, not 0");
    }
}
