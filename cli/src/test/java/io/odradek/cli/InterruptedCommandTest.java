package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, as the process gets it. */
@Timeout(120)
class InterruptedCommandTest {
    private static final int INTERRUPT_MASK = 1 << 1;
    private static final int END_SECONDS_MAX = 60;

    @TempDir
    Path folder;

    /** A JVM that was started with the signal ignored ignores it for good, and so do those that it starts. */
    @BeforeEach
    void requireSignal() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
            String ignored = Files.readString(status).lines().filter(line -> line.startsWith("SigIgn:")).findFirst().orElse("SigIgn: 0");
            long mask = Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16);
            assumeFalse((mask & INTERRUPT_MASK) != 0, "this JVM was started with SIGINT ignored");
        }
    }

    @Test
    void produce_interruptedWhileStandardInputIsOpen_printsTheSummaryAndEndsWith130() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder)) {
            assertThat(Run.of("topics", "create", "t", "-b", broker.address()).exitCode()).isZero();
            Process produce = BrokerProcess.launch("produce", "-t", "t", "-b", broker.address(), "--json");
            try (OutputStream input = produce.getOutputStream()) {
                // Given
                input.write("a\nb\n".getBytes(StandardCharsets.UTF_8));
                input.flush();
                assertThat(Run.of("consume", "-t", "t", "-b", broker.address(), "--from-beginning", "--follow", "-n", "2").out())
                        .isEqualTo("a\nb\n");
                // When
                interrupt(produce);
                // Then
                JsonNode summary = new ObjectMapper().readTree(produce.getInputStream());
                assertThat(summary.get("records").asInt()).isEqualTo(2);
                assertThat(produce.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
                assertThat(produce.exitValue()).isEqualTo(130);
            } finally {
                produce.destroyForcibly();
            }
        }
    }

    @Test
    void broker_interrupted_endsWith130AndKeepsItsDirectoryInGoodOrder() throws Exception {
        Process broker = BrokerProcess.launch("broker", "--data-dir", folder.toString(), "--listen", "127.0.0.1:0");
        try {
            assertThat(broker.inputReader().readLine()).startsWith("odradek broker is ready at 127.0.0.1:");
            interrupt(broker);
            assertThat(broker.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            assertThat(broker.exitValue()).isEqualTo(130);
            assertThat(folder.resolve(".kafka_cleanshutdown")).exists();
        } finally {
            broker.destroyForcibly();
        }
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).inheritIO().start().waitFor()).isZero();
    }
}
