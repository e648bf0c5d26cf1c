package io.odradek.benchmarks.race.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.benchmarks.race.course.Figures;
import io.odradek.benchmarks.race.course.LatencyUs;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SendingProcessTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private static Process script(String text) throws IOException {
        return new ProcessBuilder("bash", "-c", text).start();
    }

    @Test
    void take_programThatSpeaksAsItShould_givesItsFigures() throws IOException {
        // Given
        Process process = script("echo noise; echo ready; read go; echo figures sent=9 records=4 elapsed_ns=2 p50=1 p99=2 p999=3 max=4; read stop");

        // When
        SendingProcess.Turn turn = SendingProcess.take(process, Optional.of(new ProcessUsage(ProcessHandle.current())), LONG);

        // Then
        Figures figures = turn.figures();
        assertThat(turn.sentCount()).isEqualTo(9);
        assertThat(figures.recordCount()).isEqualTo(4);
        assertThat(figures.latency()).contains(new LatencyUs(1, 2, 3, 4));
        assertThat(figures.recordsPerSecond()).isEqualTo(4 * 1e9 / 2);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void take_programThatDoesNotGetReady_isEnded() throws IOException {
        Process process = script("exec sleep 1000");

        assertThatThrownBy(() -> SendingProcess.take(process, Optional.empty(), Duration.ofMillis(100)))
                .isInstanceOf(IOException.class)
                .hasMessage("the producer's process ended early");
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void usage_ofThisProcess_isThere() {
        ProcessUsage usage = new ProcessUsage(ProcessHandle.current());

        assertThat(usage.cpuNs()).isPositive();
        assertThat(usage.peakBytes()).as("where there is /proc").isGreaterThan(1 << 20);
    }

    @Test
    void describe_thisMachine_namesCoresAndJava() {
        assertThat(Machine.describe()).contains(" cores").contains("Java " + System.getProperty("java.vm.version"));
    }
}
