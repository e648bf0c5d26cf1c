package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.odradek.cli.process.BrokerSite;
import io.odradek.cli.process.FreePorts;
import io.odradek.spi.transport.Endpoint;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members that are started where, or as what, they should not be: each reads why and what to do, and those that run serve on. */
@Tag("proof")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadStartTest {
    private UnluckyCluster cluster;
    private AllAcksLoad load;
    private Path folder;

    @BeforeAll
    void startOneAndThenTheOthers(@TempDir Path directory) throws Exception {
        folder = directory;
        cluster = UnluckyCluster.of(folder.resolve("own"), 3, Map.of());
        cluster.broker(101).start();
        cluster.awaitSaid(101, "Still waiting");
        cluster.start();
        cluster.createTopic(3);
        load = cluster.load().awaitMore(100);
    }

    @AfterAll
    void findEverythingThatWasAcknowledged() throws Exception {
        try (UnluckyCluster closed = cluster;
                AllAcksLoad ended = load) {
            ended.assertNothingLost();
        }
    }

    @Test
    void start_withoutMajority_saysForWhomItWaits() {
        assertThat(cluster.log(101))
                .contains("Still waiting for a majority of the quorum (101 at 127.0.0.1:")
                .contains("102 at " + cluster.broker(102).site().quorum() + ", 103 at " + cluster.broker(103).site().quorum())
                .contains("are the others started")
                .doesNotContain("\tat ");
    }

    @Test
    void start_secondMemberOfOneIdAtItsAddress_isRefused() {
        try (UnluckyCluster second = cluster.variant(UnluckyCluster.program(), changed(102, this::elsewhere))) {
            assertThat(UnluckyCluster.failure(second.broker(102).start()))
                    .contains("cannot listen at " + cluster.broker(102).site().quorum())
                    .contains("End the program that uses the port, or give this member another address");
        }
        assertServesOn();
    }

    @Test
    void start_secondMemberOfOneIdAtAnotherAddress_staysOutside() {
        int port = FreePorts.block(1);
        try (UnluckyCluster second = cluster.variant(UnluckyCluster.program(), changed(102, site -> {
            BrokerSite moved = elsewhere(site);
            return new BrokerSite(moved.id(), moved.listen(), moved.advertised(), new Endpoint("127.0.0.1", port), moved.directory());
        }))) {
            second.broker(102).start();
            second.awaitSaid(102, "has each a node.id of its own and the same controller.quorum.voters?");
            assertServesOn();
            assertThat(cluster.state(102)).startsWith("alive");
        }
    }

    @Test
    void start_directoryThatIsInUse_isRefused() {
        try (UnluckyCluster second = cluster.variant(UnluckyCluster.program(), changed(102, this::onAnotherPort))) {
            assertThat(UnluckyCluster.failure(second.broker(102).start()))
                    .contains(cluster.broker(102).site().data() + " is open in another process; stop that one first");
        }
        assertServesOn();
    }

    @Test
    void start_directoryOfAnotherNodeOrCluster_isRefusedAndNeverElected() throws Exception {
        Path foreign = folder.resolve("foreign");
        makeOtherCluster(foreign);
        // Given: its place is free
        cluster.broker(102).stop(UnluckyCluster.PATIENCE);
        try (UnluckyCluster wrong =
                        cluster.variant(UnluckyCluster.program(), changed(102, site -> in(foreign.resolve("103"), site)));
                UnluckyCluster strange =
                        cluster.variant(UnluckyCluster.program(), changed(102, site -> in(foreign.resolve("102"), site)))) {
            // When / Then: another node's
            assertThat(UnluckyCluster.failure(wrong.broker(102).start()))
                    .contains("belongs to node 103 of its cluster, this broker is node 102")
                    .contains("give the broker another data directory, or node.id=103");
            // When / Then: another cluster's, while a majority has a leader
            assertThat(UnluckyCluster.failure(strange.broker(102).start()))
                    .contains(foreign.resolve("102") + "/data belongs to another cluster than the quorum")
                    .contains("give this node the directory that it had there, or an empty one");
            // When / Then: and while it has none, so that the stranger's longer log could win its votes
            int leader = cluster.awaitQuorumLeader();
            int other = leader == 101 ? 103 : 101;
            cluster.broker(leader).kill();
            CompletableFuture<Void> begun = strange.broker(102).start();
            cluster.awaitSaid(other, "quorum members 102 and " + other + ", which is this one, refuse each other");
            cluster.broker(leader).start();
            assertThat(UnluckyCluster.failure(begun)).contains("belongs to another cluster than the quorum");
        }
        cluster.start();
        cluster.awaitWhole();
        assertServesOn();
    }

    /** A cluster of the same ids, with a longer log and a later term than the other one has. */
    private static void makeOtherCluster(Path directory) throws InterruptedException {
        try (UnluckyCluster other = UnluckyCluster.of(directory, 3, Map.of())) {
            other.start();
            other.createTopic(1);
            other.broker(other.awaitQuorumLeader()).kill();
            await().atMost(UnluckyCluster.PATIENCE).until(() -> other.run("topics", "create", "u", "--partitions", "1").exitCode() == 0);
        }
    }

    private void assertServesOn() {
        load.awaitMore(100);
        cluster.done("topics", "list");
        assertThat(cluster.awaitQuorumLeader()).isBetween(101, 103);
    }

    private static UnaryOperator<BrokerSite> changed(int id, UnaryOperator<BrokerSite> change) {
        return site -> site.id() == id ? change.apply(site) : site;
    }

    private BrokerSite elsewhere(BrokerSite site) {
        return onAnotherPort(in(folder.resolve("elsewhere-" + FreePorts.block(1)), site));
    }

    private BrokerSite onAnotherPort(BrokerSite site) {
        Endpoint free = new Endpoint("127.0.0.1", FreePorts.block(1));
        return new BrokerSite(site.id(), free, free, site.quorum(), site.directory());
    }

    private static BrokerSite in(Path directory, BrokerSite site) {
        return new BrokerSite(site.id(), site.listen(), site.advertised(), site.quorum(), directory);
    }
}
