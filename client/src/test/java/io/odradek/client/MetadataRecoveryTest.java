package io.odradek.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.client.scripted.ScriptedCluster;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.spi.transport.ConnectionSettings;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a client does when the brokers that it knows cannot tell of the cluster any more. */
class MetadataRecoveryTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final String TOPIC = "birds";

    private final ScriptedCluster cluster = new ScriptedCluster(3);

    private static ClientSettings settings(MetadataRecovery recovery) {
        return new ClientSettings(
                "test", 30 * SECOND_NS, SECOND_NS / 10, SECOND_NS, 300 * SECOND_NS, recovery, ConnectionSettings.plain());
    }

    /** A client that knows the nodes which node 0 tells of, and is told of them on a connection to one of those. */
    private ClusterClient client(MetadataRecovery recovery) {
        ClusterClient client = cluster.client(settings(recovery), 0);
        cluster.await(client.snapshot(List.of()));
        cluster.network.cut(cluster.process(0));
        cluster.runFor(Duration.ofSeconds(1));
        cluster.await(client.snapshot(List.of()));
        cluster.takeAsked();
        return client;
    }

    private static MetadataResponse refusal(ErrorCode error) {
        return new MetadataResponse(0, List.of(), null, -1, List.of(), Integer.MIN_VALUE, error.code());
    }

    private void refresh(ClusterClient client) {
        client.eventLoop().execute(client.metadata()::refresh);
    }

    @Test
    void refresh_everyKnownBrokerIsGone_asksTheBootstrapServersAgain() {
        // Given
        cluster.allTell(request -> cluster.metadata(1, 2));
        ClusterClient client = client(MetadataRecovery.standard());

        // When
        cluster.kill(1);
        cluster.kill(2);
        refresh(client);
        cluster.runFor(Duration.ofSeconds(3));

        // Then
        assertThat(cluster.takeAsked()).isNotEmpty().containsOnly(0);
    }

    @Test
    void refresh_everybodyGoneForAnHourAndBackWhereTheyWere_goesOn() {
        // Given
        ClusterClient client = client(MetadataRecovery.standard());
        for (int node = 0; node < 3; node++) {
            cluster.kill(node);
        }
        refresh(client);
        cluster.runFor(Duration.ofHours(1));
        assertThat(client.metadata().lastFailure())
                .extracting(OdradekException::code)
                .isEqualTo(ErrorCode.BOOTSTRAP_FAILED);

        // When
        cluster.restart(0);
        cluster.runFor(Duration.ofSeconds(3));

        // Then
        assertThat(cluster.takeAsked()).isNotEmpty().containsOnly(0);
        assertThat(client.metadata().lastFailure()).isNull();
    }

    @Test
    void refresh_recoveryIsNone_asksKnownBrokersForEver() {
        // Given
        cluster.allTell(request -> cluster.metadata(1, 2));
        ClusterClient client = client(MetadataRecovery.none());
        cluster.kill(1);
        cluster.kill(2);

        // When
        refresh(client);
        cluster.runFor(Duration.ofMinutes(20));
        assertThat(cluster.takeAsked()).isEmpty();
        cluster.restart(2);
        cluster.runFor(Duration.ofSeconds(3));

        // Then
        assertThat(cluster.takeAsked()).isNotEmpty().containsOnly(2);
    }

    @Test
    void refresh_knownBrokersOnlyRefuse_asksTheBootstrapServersAfterTheTrigger() {
        // Given
        cluster.allTell(request -> cluster.metadata(1, 2));
        ClusterClient client = client(new MetadataRecovery(true, 60 * SECOND_NS));
        cluster.tells(1, request -> refusal(ErrorCode.UNKNOWN_SERVER_ERROR));
        cluster.tells(2, request -> refusal(ErrorCode.UNKNOWN_SERVER_ERROR));

        // When
        refresh(client);
        cluster.runFor(Duration.ofSeconds(58));
        assertThat(cluster.takeAsked()).isNotEmpty().doesNotContain(0);
        cluster.runFor(Duration.ofSeconds(5));

        // Then
        assertThat(cluster.takeAsked()).endsWith(0);
        assertThat(client.metadata().lastFailure()).isNull();
    }

    @Test
    void refresh_brokerRequiresIt_asksTheBootstrapServersAtOnce() {
        // Given
        cluster.allTell(request -> cluster.metadata(1, 2));
        ClusterClient client = client(MetadataRecovery.standard());
        cluster.tells(1, request -> refusal(ErrorCode.REBOOTSTRAP_REQUIRED));
        cluster.tells(2, request -> refusal(ErrorCode.REBOOTSTRAP_REQUIRED));

        // When
        refresh(client);
        cluster.runFor(Duration.ofSeconds(2));

        // Then
        assertThat(cluster.takeAsked()).hasSize(2).endsWith(0);
    }

    @Test
    void refresh_brokerRequiresItAndRecoveryIsNone_goesOnAskingKnownBrokers() {
        cluster.allTell(request -> cluster.metadata(1, 2));
        ClusterClient client = client(MetadataRecovery.none());
        cluster.tells(1, request -> refusal(ErrorCode.REBOOTSTRAP_REQUIRED));
        cluster.tells(2, request -> refusal(ErrorCode.REBOOTSTRAP_REQUIRED));

        refresh(client);
        cluster.runFor(Duration.ofSeconds(20));

        assertThat(cluster.takeAsked()).hasSizeBetween(10, 30).doesNotContain(0);
    }

    @Test
    void refresh_clusterWithoutBrokers_isNotBelieved() {
        ClusterClient client = client(MetadataRecovery.standard());
        cluster.allTell(request -> cluster.metadata());

        refresh(client);
        cluster.runFor(Duration.ofSeconds(2));

        assertThat(client.metadata().current().brokers()).hasSize(3);
        assertThat(client.metadata().lastFailure()).hasMessageContaining("without brokers");
    }

    @Test
    void refresh_connectedBrokerIsPaused_asksAnotherAfterASecond() {
        // Given
        ClusterClient client = cluster.client(settings(MetadataRecovery.standard()), 0, 1, 2);
        cluster.await(client.snapshot(List.of()));
        cluster.takeAsked();
        cluster.process(0).pause();
        long pausedNs = cluster.time.nowNs();

        // When
        CompletableFuture<ClusterMetadata> snapshot = client.snapshot(List.of());
        cluster.await(snapshot);

        // Then
        assertThat(cluster.takeAsked()).containsExactly(1);
        assertThat(cluster.time.nowNs() - pausedNs).isBetween(SECOND_NS, 2 * SECOND_NS);
    }

    @Test
    void refresh_connectedBrokerIsPausedAndAnotherIsGone_asksTheThird() {
        ClusterClient client = cluster.client(settings(MetadataRecovery.standard()), 0, 1, 2);
        cluster.await(client.snapshot(List.of()));
        cluster.takeAsked();
        cluster.process(0).pause();
        cluster.process(1).pause();
        long pausedNs = cluster.time.nowNs();

        cluster.await(client.snapshot(List.of()));

        assertThat(cluster.takeAsked()).containsExactly(2);
        assertThat(cluster.time.nowNs() - pausedNs).isLessThan(4 * SECOND_NS);
    }

    @Test
    void connect_firstBootstrapServerIsPaused_triesTheNextBesideIt() {
        cluster.process(0).pause();
        ClusterClient client = cluster.client(settings(MetadataRecovery.standard()), 0, 1, 2);

        cluster.await(client.connect());

        assertThat(cluster.time.nowNs()).isLessThan(2 * SECOND_NS);
    }

    @Test
    void watch_partitionWithoutLeader_isAskedForWithAGrowingWait() {
        MetadataResponse.Partition leaderless = new MetadataResponse.Partition(
                ErrorCode.LEADER_NOT_AVAILABLE.code(), 0, -1, 3, List.of(0), List.of(), List.of());
        awaitsLeader(leaderless);
    }

    @Test
    void watch_leaderThatIsNotAmongTheBrokers_isAskedForWithAGrowingWait() {
        awaitsLeader(new MetadataResponse.Partition((short) 0, 0, 9, 3, List.of(9), List.of(9), List.of()));
    }

    private void awaitsLeader(MetadataResponse.Partition partition) {
        MetadataResponse.Topic topic = new MetadataResponse.Topic(
                (short) 0, TOPIC, new UUID(1, 2), false, List.of(partition), Integer.MIN_VALUE);
        cluster.allTell(request -> cluster.metadata(new int[] {0, 1, 2}, topic));
        ClusterClient client = cluster.client(settings(MetadataRecovery.standard()), 0);

        client.eventLoop().execute(() -> client.metadata().watch(TOPIC));
        cluster.runFor(Duration.ofSeconds(10));

        assertThat(client.metadata().current().partition(TOPIC, 0).orElseThrow().hasLeader()).isFalse();
        assertThat(cluster.takeAsked()).hasSizeBetween(8, 16);
    }
}
