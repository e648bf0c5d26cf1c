package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.odradek.cli.process.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code odradek broker} as a process: ready line, signals, and a directory that has one owner. */
@Timeout(120)
class BrokerCommandTest {
    private static final int SIGTERM_EXIT_CODE = 143;

    @TempDir
    Path folder;

    @Test
    void broker_untilSigterm_servesAndKeepsWhatItGot() throws Exception {
        Path dataDir = folder.resolve("data");
        try (BrokerProcess broker = BrokerProcess.start(dataDir)) {
            assertThat(Run.of("topics", "create", "t", "--partitions", "1", "-b", broker.address()).exitCode()).isZero();
            Run produced = Run.withInput("a\nb\n", "produce", "-t", "t", "-b", broker.address());
            assertThat(produced.exitCode()).as(produced.err()).isZero();
            assertThat(Run.of("consume", "-t", "t", "--from-beginning", "-b", broker.address()).out()).isEqualTo("a\nb\n");

            Run second = Run.of("broker", "--data-dir", dataDir.toString(), "--listen", "127.0.0.1:0");
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).contains(dataDir + " is open in another process").doesNotContain("\tat ");

            assertThat(broker.stop()).isEqualTo(SIGTERM_EXIT_CODE);
        }
        assertThat(Run.of("consume", "-t", "t", "--from-beginning", "--data-dir", dataDir.toString()).out()).isEqualTo("a\nb\n");
    }

    @Test
    void produce_unknownTopicAndNoAutoCreation_isToldInOneSentence() throws Exception {
        Process process = BrokerProcess.launch(
                "broker", "--data-dir", folder.resolve("data").toString(), "--listen", "127.0.0.1:0", "-X", "auto.create.topics.enable=false");
        try {
            String ready = process.inputReader().readLine();
            String address = ready.substring(ready.lastIndexOf(' ') + 1);

            Run produced = Run.withInput("a\n", "produce", "-t", "unknown", "-b", address);

            assertThat(produced.exitCode()).isEqualTo(1);
            assertThat(produced.err()).contains("there is no topic 'unknown' at " + address).doesNotContain("\tat ");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void broker_memberThatWaitsForTheOthers_endsWhenItIsAsked() throws Exception {
        int port = FreePorts.block(4);
        Process process = BrokerProcess.launch(
                "broker",
                "--data-dir",
                folder.resolve("data").toString(),
                "--listen",
                "127.0.0.1:" + port,
                "--node-id",
                "101",
                "--quorum",
                "101@127.0.0.1:" + (port + 1) + ",102@127.0.0.1:" + (port + 2) + ",103@127.0.0.1:" + (port + 3));
        try {
            // Given
            Path quorum = folder.resolve("data").resolve("quorum").resolve("member.properties");
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(quorum));
            // When
            process.destroy();
            // Then
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(SIGTERM_EXIT_CODE);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void broker_whoseOwnerIsGone_ends() throws Exception {
        Process owner = new ProcessBuilder("sh", "-c", "read line").start();
        Process process = BrokerProcess.launch(
                "broker",
                "--data-dir",
                folder.resolve("data").toString(),
                "--listen",
                "127.0.0.1:0",
                "--owner",
                Long.toString(owner.pid()));
        try {
            assertThat(process.inputReader().readLine()).startsWith("odradek broker is ready at ");
            owner.destroyForcibly();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
            owner.destroyForcibly();
        }
    }
}
