package io.odradek.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.process.BrokerProcess.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are started, harmed and stopped, with stand-ins for brokers. */
@Timeout(120)
class BrokerFleetTest {
    private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();
    private static final Duration MAX = Duration.ofSeconds(20);

    private final CompletableFuture<String> death = new CompletableFuture<>();

    @TempDir
    Path folder;

    private BrokerFleet fleet;

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void start_allReady_runEachInAProcessOfItsOwnAndStop() throws Exception {
        fleet = fleet("works", 2);

        fleet.start(NEVER);

        assertThat(fleet.all()).extracting(BrokerProcess::state).containsOnly(State.RUNNING);
        assertThat(fleet.all()).extracting(process -> process.pid().orElseThrow()).doesNotHaveDuplicates();
        assertThat(fleet.stop(OptionalInt.of(101), MAX)).isEmpty();
        assertThat(fleet.all()).extracting(BrokerProcess::state).containsOnly(State.STOPPED);
        assertThat(death).isNotDone();
    }

    @Test
    void start_oneRefuses_failsWithItsLastWordsAndLeavesNobody() {
        fleet = fleet("refuses", 1);

        assertThatThrownBy(() -> fleet.start(NEVER))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("broker 101 did not start: the data directory is another's")
                .hasMessageContaining("broker.log");
        assertThat(fleet.all()).extracting(BrokerProcess::state).containsOnly(State.STOPPED);
    }

    @Test
    void kill_started_isNoDeathAndItCanBeStartedAgain() throws Exception {
        fleet = fleet("works", 1);
        fleet.start(NEVER);
        BrokerProcess process = fleet.broker(101);
        long first = process.pid().orElseThrow();

        process.kill();

        assertThat(ProcessHandle.of(first).map(ProcessHandle::isAlive).orElse(false)).isFalse();
        process.start().get(60, TimeUnit.SECONDS);
        assertThat(process.pid().orElseThrow()).isNotEqualTo(first);
        assertThat(death).isNotDone();
    }

    @Test
    void died_byItself_isToldWithItsLastWords() throws Exception {
        fleet = fleet("dies", 1);

        fleet.broker(101).start().get(60, TimeUnit.SECONDS);

        assertThat(death.get(60, TimeUnit.SECONDS)).isEqualTo("101: 1: the broker ended by itself: another has its number");
        assertThat(fleet.broker(101).state()).isEqualTo(State.STOPPED);
    }

    @Test
    void died_killedByAnother_isTold() throws Exception {
        fleet = fleet("works", 1);
        fleet.start(NEVER);

        ProcessHandle.of(fleet.broker(101).pid().orElseThrow()).orElseThrow().destroyForcibly();

        assertThat(death.get(60, TimeUnit.SECONDS)).startsWith("101: 137");
    }

    @Test
    void pause_running_standsStillUntilItIsResumed() throws Exception {
        fleet = fleet("works", 1);
        fleet.start(NEVER);
        BrokerProcess process = fleet.broker(101);

        process.pause();
        assertThat(process.state()).isEqualTo(State.PAUSED);
        await().until(() -> isStopped(process));
        process.resume();
        assertThat(process.state()).isEqualTo(State.RUNNING);
        await().until(() -> !isStopped(process));
    }

    @Test
    void stop_paused_stopsAllTheSame() throws Exception {
        fleet = fleet("works", 1);
        fleet.start(NEVER);
        fleet.broker(101).pause();

        assertThat(fleet.stop(OptionalInt.empty(), MAX)).isEmpty();
    }

    @Test
    void stop_hangs_isKilledAndNamed() throws Exception {
        fleet = fleet("hangs-at-the-end", 1);
        fleet.start(NEVER);

        assertThat(fleet.stop(OptionalInt.empty(), Duration.ofMillis(500))).containsExactly(101);
        assertThat(fleet.broker(101).state()).isEqualTo(State.STOPPED);
    }

    private static boolean isStopped(BrokerProcess process) throws IOException {
        Path status = Path.of("/proc/" + process.pid().orElseThrow() + "/status");
        return Files.isReadable(status) && Files.readString(status).contains("State:\tT");
    }

    private BrokerFleet fleet(String behaviour, int count) {
        ClusterPlan plan = ClusterPlan.onFreePorts(folder.resolve(behaviour), count, Map.of());
        return new BrokerFleet(
                plan, StandInBroker.program(), (site, code, words) -> death.complete(site.id() + ": " + code + ": " + words));
    }
}
