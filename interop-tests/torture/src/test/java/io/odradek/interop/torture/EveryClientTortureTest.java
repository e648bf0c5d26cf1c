package io.odradek.interop.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.cli.console.Console;
import io.odradek.cli.console.Interruption;
import io.odradek.cli.process.JavaProgram;
import io.odradek.cli.torture.OdradekClient;
import io.odradek.cli.torture.TortureChamber;
import io.odradek.cli.torture.TortureResult;
import io.odradek.cli.trial.TrialView;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our clients and Kafka's, side by side in one topic of one cluster. */
@Tag("proof")
@Timeout(600)
class EveryClientTortureTest {
    private static final int HEAP_MB = 128;
    private static final int RATE_PER_SECOND = 300;

    @TempDir
    Path folder;

    @Test
    void torture_aMinuteOfEveryClient_keepsEveryPromise() throws Exception {
        long seed = Long.getLong("test.seed", 20261129);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        Interruption interruption = new Interruption();
        Console console = new Console(InputStream.nullInputStream(), out, out, false, false, interruption);
        TortureChamber.Wish wish = new TortureChamber.Wish(
                folder, JavaProgram.odradek(HEAP_MB, List.of()), Duration.ofMinutes(1), RATE_PER_SECOND, seed);

        TortureResult result = new TortureChamber(
                        wish, List.of(new OdradekClient(), new KafkaClients()), new TrialView(console), interruption)
                .run()
                .orElseThrow();

        assertThat(result.verdict().violations()).as("seed %d: %s", seed, told.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(result.clients()).extracting(TortureResult.ClientSums::name).containsExactly("odradek", "kafka-clients");
        assertThat(result.clients()).allSatisfy(client -> assertThat(client.acknowledged()).isPositive());
    }
}
