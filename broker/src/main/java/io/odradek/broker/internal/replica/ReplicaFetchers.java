package io.odradek.broker.internal.replica;

import io.odradek.broker.internal.config.FollowSettings;
import io.odradek.broker.internal.partition.Fetching;
import io.odradek.broker.internal.partition.Partition;
import io.odradek.broker.internal.partition.Replication;
import io.odradek.client.ClientSettings;
import io.odradek.controller.image.ClusterImage;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Transport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The conversations of this broker, as a follower, with the brokers that lead.
 *
 * <p>Confined to the control loop; each conversation lives on a loop of its own choice.
 */
public final class ReplicaFetchers implements Fetching {
    private final int nodeId;
    private final Replication.BrokerLife life;
    private final Transport transport;
    private final ClientSettings client;
    private final FollowSettings settings;
    private final Supplier<ClusterImage> image;
    private final Map<Integer, LeaderLink> links = new TreeMap<>();
    private final Map<Partition, Integer> leaders = new LinkedHashMap<>();
    private boolean closed;

    /** No conversation yet. */
    public ReplicaFetchers(
            int nodeId,
            Replication.BrokerLife life,
            Transport transport,
            ClientSettings client,
            FollowSettings settings,
            Supplier<ClusterImage> image) {
        this.nodeId = nodeId;
        this.life = life;
        this.transport = transport;
        this.client = client;
        this.settings = settings;
        this.image = image;
    }

    @Override
    public void follow(Partition partition, int leader, int leaderEpoch) {
        if (closed) {
            return;
        }
        Integer before = leaders.put(partition, leader);
        if (before != null && before != leader) {
            leave(partition, before);
        }
        LeaderLink link = links.computeIfAbsent(leader, this::link);
        link.loop().execute(() -> link.follow(partition, leaderEpoch));
    }

    @Override
    public void forget(Partition partition) {
        Integer leader = leaders.remove(partition);
        if (leader != null) {
            leave(partition, leader);
        }
    }

    private void leave(Partition partition, int leader) {
        LeaderLink link = links.get(leader);
        if (link != null) {
            link.loop().execute(() -> link.forget(partition));
        }
    }

    private LeaderLink link(int leader) {
        List<EventLoop> loops = transport.eventLoops();
        EventLoop loop = loops.get(Math.floorMod(leader, loops.size()));
        return new LeaderLink(nodeId, leader, life, new LeaderAddress(leader, transport, loop, client, image), settings);
    }

    @Override
    public void close() {
        closed = true;
        leaders.clear();
        links.values().forEach(link -> link.loop().execute(link::close));
    }
}
