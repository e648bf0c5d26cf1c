package io.odradek.controller.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.CorruptDataException;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.spi.transport.Endpoint;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SnapshotCodecTest {
    private static final UUID TOPIC = new UUID(1, 1);
    private static final PartitionRegistration SOUND = PartitionRegistration.created(List.of(1, 2), List.of(1, 2), 1);

    private static BrokerRegistration broker(int id) {
        return new BrokerRegistration(id, 4, new UUID(2, id), "dir-" + id, new Endpoint("host", 9092), false, false, 3);
    }

    private static TopicRegistration topic(String name, UUID id, int inSyncMin, PartitionRegistration... partitions) {
        return new TopicRegistration(name, id, inSyncMin, new TreeMap<>(), List.of(partitions));
    }

    private static PartitionRegistration partition(
            List<Integer> replicas, List<Integer> inSync, List<Integer> eligible, int leader, int lastEligible, int epoch) {
        List<Integer> remembered = lastEligible < 0 ? List.of() : List.of(lastEligible);
        return new PartitionRegistration(replicas, inSync, eligible, leader, remembered, List.of(), epoch, epoch);
    }

    private static ByteBuffer encoded(String clusterId, long producerIdNext, TopicRegistration... topics) {
        return SnapshotCodec.encode(
                new ClusterState.Content(clusterId, producerIdNext, List.of(broker(1), broker(2)), List.of(topics)));
    }

    private static void requireRefused(ByteBuffer bytes, String why) {
        assertThatThrownBy(() -> SnapshotCodec.decode(bytes)).isInstanceOf(CorruptDataException.class).hasMessageContaining(why);
    }

    private static void requireRefused(PartitionRegistration partition) {
        requireRefused(encoded("c", 0, topic("t", TOPIC, 1, partition)), "topic 't'");
    }

    @Test
    void decode_whatWasEncoded_isTheSame() {
        ByteBuffer bytes = encoded("c", 1000, topic("t", TOPIC, 1, SOUND));

        assertThat(SnapshotCodec.encode(SnapshotCodec.decode(bytes.duplicate()))).isEqualTo(bytes);
    }

    @Test
    void decode_otherBytes_saysWhatIsWrong() {
        ByteBuffer bytes = encoded("c", 1000, topic("t", TOPIC, 1, SOUND));

        requireRefused(ByteBuffer.allocate(0), "cannot be read");
        requireRefused(ByteBuffer.wrap(new byte[] {1, 0}), "run the newest version");
        requireRefused(bytes.duplicate().limit(bytes.limit() - 1), "cannot be read");
        requireRefused(ByteBuffer.allocate(bytes.limit() + 1).put(bytes).rewind(), "1 bytes behind");
    }

    @Test
    void decode_clusterThatNoCommandMakes_saysWhatIsWrong() {
        requireRefused(encoded("a\nb", 0), "visible characters");
        requireRefused(encoded("c", -1), "producer id");
        requireRefused(encoded("c", 0, topic("../x", TOPIC, 1, SOUND)), "'../x'");
        requireRefused(encoded("c", 0, topic("t", TOPIC, 0, SOUND)), "no replica in sync");
        requireRefused(encoded("c", 0, topic("t", TOPIC, 1)), "0 partitions");
        requireRefused(encoded("c", 0, topic("t", new UUID(0, 0), 1, SOUND)), "identity");
        requireRefused(encoded("c", 0, topic("t", TOPIC, 1, SOUND), topic("u", TOPIC, 1, SOUND)), "identity");
        requireRefused(encoded("c", 0, topic("t", TOPIC, 1, SOUND), topic("t", new UUID(1, 2), 1, SOUND)), "twice");
        requireRefused(
                SnapshotCodec.encode(new ClusterState.Content("c", 0, List.of(broker(1), broker(1)), List.of())), "broker 1 is in it twice");
        requireRefused(SnapshotCodec.encode(new ClusterState.Content("c", 0, List.of(broker(-1)), List.of())), "must not be negative");
    }

    @Test
    void decode_partitionThatNoCommandMakes_saysWhatIsWrong() {
        requireRefused(partition(List.of(), List.of(), List.of(), -1, -1, 0));
        requireRefused(partition(List.of(1, 1), List.of(1), List.of(), 1, -1, 0));
        requireRefused(partition(List.of(1, 9), List.of(1), List.of(), 1, -1, 0));
        requireRefused(partition(List.of(1), List.of(1, 2), List.of(), 1, -1, 0));
        requireRefused(partition(List.of(1, 2), List.of(1), List.of(9), 1, -1, 0));
        requireRefused(partition(List.of(1, 2), List.of(1), List.of(2, 2), 1, -1, 0));
        requireRefused(partition(List.of(1, 2), List.of(1), List.of(), 2, -1, 0));
        requireRefused(partition(List.of(1, 2), List.of(), List.of(), -1, 9, 0));
        requireRefused(partition(List.of(1, 2), List.of(1), List.of(), 1, -1, -1));
        requireRefused(partition(List.of(1, 2), List.of(1), List.of(), 1, -1, Integer.MAX_VALUE));
    }
}
