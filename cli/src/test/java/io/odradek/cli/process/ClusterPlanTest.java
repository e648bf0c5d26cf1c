package io.odradek.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.broker.BrokerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterPlanTest {
    private static final Path DIRECTORY = Path.of("/c");

    @Test
    void of_three_clientsPortsThenTheQuorums() {
        ClusterPlan plan = ClusterPlan.of(DIRECTORY, 3, 9092, Map.of());

        assertThat(plan.bootstrapServers()).isEqualTo("127.0.0.1:9092,127.0.0.1:9093,127.0.0.1:9094");
        assertThat(plan.voters()).isEqualTo("101@127.0.0.1:9095,102@127.0.0.1:9096,103@127.0.0.1:9097");
        assertThat(plan.brokers()).extracting(BrokerSite::log).contains(Path.of("/c/102/broker.log"));
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "2,2,1", "3,3,2", "5,3,2"})
    void of_so_manyBrokers_asManyCopiesAsThereAreBrokersFor(int count, String replicas, String inSync) {
        Map<String, String> settings = ClusterPlan.of(DIRECTORY, count, 9092, Map.of()).settings();

        assertThat(settings).containsEntry("default.replication.factor", replicas).containsEntry("min.insync.replicas", inSync);
    }

    @Test
    void of_settingsGiven_theyCount() {
        assertThat(ClusterPlan.of(DIRECTORY, 3, 9092, Map.of("broker.session.timeout.ms", "6000")).settings())
                .containsEntry("broker.session.timeout.ms", "6000");
    }

    @Test
    void arguments_settings_areKeysThatABrokerKnows() {
        ClusterPlan plan = ClusterPlan.of(DIRECTORY, 3, 9092, Map.of());
        BrokerConfig.Builder config = BrokerConfig.builder().nodeId(102).set("controller.quorum.voters", plan.voters());
        plan.settings().forEach(config::set);

        assertThat(config.build().nodeId()).isEqualTo(102);
        List<String> arguments = plan.arguments(plan.brokers().get(1));
        assertThat(arguments).containsSequence("--node-id", "102").containsSequence("--listen", "127.0.0.1:9093");
    }
}
