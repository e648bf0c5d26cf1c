package io.odradek.testkit.cluster;

import io.odradek.spi.runtime.RandomSource;
import io.odradek.testkit.world.ApplicationSetup;
import io.odradek.testkit.world.Draw;
import io.odradek.testkit.world.Scenario;
import io.odradek.testkit.world.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a run of a cluster is set up: everything but its faults.
 *
 * <p>Immutable.
 *
 * @param brokerCount how many brokers
 * @param replicaCount how many replicas each partition has
 * @param inSyncMin {@code min.insync.replicas}
 * @param world topic, applications, readers, and the settings that all brokers share
 */
public record ClusterScenario(int brokerCount, int replicaCount, int inSyncMin, Scenario world) {
    /** The id of the first broker. */
    public static final int FIRST_ID = 101;

    private static final long NS_PER_MS = 1_000_000L;

    /** One of all the scenarios. */
    static ClusterScenario of(RandomSource random) {
        Draw draw = new Draw(random);
        int brokerCount = draw.oneOf(3, 3, 3, 4, 5);
        int replicaCount = draw.oneOf(3, 3, 3, 3, 2);
        int inSyncMin = replicaCount == 3 ? draw.oneOf(2, 2, 2, 2, 1) : 1;
        int partitionCount = draw.between(1, 4);
        List<ApplicationSetup> applications = new ArrayList<>();
        int applicationCount = draw.between(1, 2);
        for (int i = 0; i < applicationCount; i++) {
            applications.add(new ApplicationSetup(producer(draw), workload(draw, partitionCount, applicationCount)));
        }
        Map<String, String> broker = new TreeMap<>();
        broker.put("num.network.threads", text(draw.oneOf(1, 1, 2)));
        broker.put("num.partitions", text(partitionCount));
        broker.put("default.replication.factor", text(replicaCount));
        broker.put("min.insync.replicas", text(inSyncMin));
        broker.put("broker.session.timeout.ms", text(draw.oneOf(600, 1_500, 3_000)));
        broker.put("broker.heartbeat.interval.ms", text(draw.oneOf(100, 200)));
        broker.put("replica.lag.time.max.ms", text(draw.oneOf(300, 1_000, 3_000)));
        broker.put("replica.fetch.max.bytes", text(draw.oneOf(600, 16_384, 1_048_576)));
        broker.put("replica.socket.timeout.ms", text(draw.oneOf(500, 1_000)));
        broker.put("controller.quorum.request.timeout.ms", text(draw.oneOf(300, 1_000)));
        broker.put("leader.imbalance.check.interval.seconds", text(draw.oneOf(1, 3, 300)));
        broker.put("message.max.bytes", text(16_384));
        broker.put("log.segment.bytes", text(1024 * draw.oneOf(16, 32, 1024)));
        broker.put("log.flush.offset.checkpoint.interval.ms", text(draw.oneOf(20, 200, 60_000)));
        if (draw.chance(0.2)) {
            broker.put("log.flush.interval.messages", text(draw.oneOf(1, 10)));
        }
        Scenario world = new Scenario(
                "events", partitionCount, broker, applications, draw.between(1, 2), NS_PER_MS * draw.oneOf(1, 1, 5, 20));
        return new ClusterScenario(brokerCount, replicaCount, inSyncMin, world);
    }

    private static Map<String, String> producer(Draw draw) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("acks", "all");
        settings.put("enable.idempotence", Boolean.toString(draw.chance(0.7)));
        settings.put("max.in.flight.requests.per.connection", text(draw.chance(0.3) ? 1 : draw.between(2, 5)));
        settings.put("batch.size", text(draw.oneOf(256, 2_048, 16_384)));
        settings.put("linger.ms", text(draw.oneOf(0, 0, 3, 20)));
        settings.put("retry.backoff.ms", text(draw.oneOf(10, 50, 100)));
        settings.put("request.timeout.ms", text(draw.oneOf(500, 1_000, 2_000)));
        settings.put("socket.connection.setup.timeout.ms", text(draw.oneOf(200, 1_000)));
        settings.put("delivery.timeout.ms", text(draw.oneOf(3_000, 20_000, 60_000)));
        settings.put("max.request.size", text(65_536));
        settings.put("buffer.memory", text(1024 * draw.oneOf(256, 2_048)));
        settings.put("max.block.ms", "0");
        return settings;
    }

    private static Workload workload(Draw draw, int partitionCount, int applicationCount) {
        return new Workload(
                1,
                draw.between(60, 300) / applicationCount,
                draw.oneOf(1, 5, 20),
                NS_PER_MS * draw.between(4_000, 12_000),
                draw.oneOf(20, 120, 900),
                draw.oneOf(0, 3, 3 * partitionCount),
                0.05,
                0);
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    @Override
    public String toString() {
        return brokerCount + " brokers, " + replicaCount + " replicas, of which " + inSyncMin + " must be in sync; " + world;
    }
}
