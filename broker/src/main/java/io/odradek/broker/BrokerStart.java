package io.odradek.broker;

import io.odradek.api.ConfigException;
import io.odradek.api.OdradekException;
import io.odradek.broker.internal.api.Apis;
import io.odradek.broker.internal.api.ThisNode;
import io.odradek.broker.internal.cluster.ClusterMember;
import io.odradek.broker.internal.cluster.LeaderBalance;
import io.odradek.broker.internal.cluster.QuorumChanges;
import io.odradek.broker.internal.network.ConnectionLimits;
import io.odradek.broker.internal.network.Connections;
import io.odradek.broker.internal.partition.Partition;
import io.odradek.broker.internal.partition.ReplicaLogs;
import io.odradek.broker.internal.partition.Replication;
import io.odradek.broker.internal.partition.Rounds;
import io.odradek.broker.internal.partition.ServedPartitions;
import io.odradek.broker.internal.producer.ProducerIds;
import io.odradek.broker.internal.replica.ReplicaFetchers;
import io.odradek.broker.internal.topic.ClusterTopics;
import io.odradek.client.ClientSettings;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.Controller;
import io.odradek.log.directory.DataDirectory;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.spi.ack.AckPolicies;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The steps of a start: data directory and quorum, listener, replicas, registration.
 *
 * <p>Confined to the engine's loop; one start starts one broker. What fails closes what was opened before it.
 */
final class BrokerStart {
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    private final BrokerConfig config;
    private final BrokerParts parts;
    private final List<EventLoop> loops;
    private final EventLoop control;
    private final CodecLookup codecs;
    private final AckPolicies policies;
    private final ClusterAccess access;
    private final ClusterMember member;
    /** Set before connections are taken; handlers on every loop read it. */
    private final AtomicReference<ThisNode> node = new AtomicReference<>();

    /** A start that tells {@code fatal} when the broker has to stop later on. */
    BrokerStart(BrokerConfig config, BrokerParts parts, Consumer<OdradekException> fatal) {
        this.config = config;
        this.parts = parts;
        this.loops = parts.transport().eventLoops();
        this.control = loops.get(0);
        this.codecs = CodecLookup.of(parts.codecs());
        this.policies = AckPolicies.of(parts.ackPolicies());
        this.access = new ClusterAccess(control, config, parts, fatal);
        this.member = new ClusterMember(
                control, access.controller(), config.cluster().member(), parts.random().nextUuid(), fatal);
    }

    CompletableFuture<RunningBroker> run() {
        Endpoint listener = config.node().listener();
        if (config.node().advertised().isEmpty() && WILDCARDS.contains(listener.host())) {
            return CompletableFuture.failedFuture(new ConfigException("listeners=" + listener
                    + " listens on every address, and clients cannot connect to that: set advertised.listeners to an address that"
                            + " they reach"));
        }
        return DataDirectory.open(parts.storage(), access, config.nodeId(), control, parts.random())
                .exceptionallyCompose(failure -> undo(access.close(), failure))
                .thenCompose(directory -> serve(directory)
                        .exceptionallyCompose(failure -> undo(
                                access.close().handle((done, failed) -> null).thenCompose(done -> parts.storage().close(control)),
                                failure)));
    }

    /** Ends the waiting for others that a start may be in. */
    void abandon() {
        member.abandon();
        access.close();
    }

    private static <T> CompletableFuture<T> undo(CompletableFuture<Void> undone, Throwable failure) {
        return undone.handle((done, failedToo) -> {
            Throwable cause = Failure.cause(failure);
            if (failedToo != null) {
                cause.addSuppressed(failedToo);
            }
            return cause;
        }).thenCompose(CompletableFuture::failedFuture);
    }

    private CompletableFuture<RunningBroker> serve(DataDirectory directory) {
        directory.writePositionsEvery(config.periods().checkpointNs());
        Controller controller = access.controller();
        Replication replication = new Replication(config.nodeId(), member, new QuorumChanges(controller), config.cluster().lagNsMax());
        ReplicaLogs logs = new ReplicaLogs(directory, loops, codecs, config.topics(), replication);
        ReplicaFetchers fetchers = new ReplicaFetchers(
                config.nodeId(),
                member,
                parts.transport(),
                followersClient(),
                config.cluster().follow(),
                controller::image);
        ServedPartitions partitions = new ServedPartitions(config.nodeId(), control, logs, fetchers);
        ClusterTopics topics = new ClusterTopics(controller, partitions, parts.random());
        Apis apis = new Apis(node::get, topics, partitions, new ProducerIds(control, controller), policies, codecs);
        return logs.deleteStrays(controller.image())
                .thenCompose(done -> listen(apis, directory))
                .exceptionallyCompose(failure -> undo(partitions.close(), failure));
    }

    /** A leader that is silent must not hold up a follower for longer than its answers may take, also while they connect. */
    private ClientSettings followersClient() {
        ClientSettings usual = ClientSettings.of("odradek-replica-" + config.nodeId());
        long timeoutNs = config.cluster().follow().timeoutNs();
        ConnectionSettings connection = new ConnectionSettings(
                ConnectionSettings.FRAME_SIZE_BYTES_DEFAULT,
                Math.min(timeoutNs, ConnectionSettings.CONNECT_TIMEOUT_NS_DEFAULT),
                Optional.empty());
        return new ClientSettings(
                usual.clientId(),
                timeoutNs,
                usual.retryBackoffNs(),
                usual.retryBackoffNsMax(),
                usual.metadataMaxAgeNs(),
                usual.recovery(),
                connection);
    }

    private CompletableFuture<RunningBroker> listen(Apis apis, DataDirectory directory) {
        Connections connections =
                new Connections(loops, apis.table(config.node(), config.topics()), ConnectionLimits.STANDARD);
        ConnectionSettings settings = new ConnectionSettings(
                config.node().requestSizeBytesMax(), ConnectionSettings.CONNECT_TIMEOUT_NS_DEFAULT, Optional.empty());
        return parts.transport()
                .listen(config.node().listener(), settings, connections)
                .thenComposeAsync(
                        listener -> join(apis, directory, advertised(listener)).handle((done, failure) -> {
                            if (failure != null) {
                                return BrokerStart.<RunningBroker>undo(listener.close(), failure);
                            }
                            connections.serve();
                            return CompletableFuture.completedFuture(running(apis, directory, listener, connections));
                        }),
                        control)
                .thenCompose(running -> running);
    }

    private CompletableFuture<Void> join(Apis apis, DataDirectory directory, Endpoint address) {
        Controller controller = access.controller();
        node.set(new ThisNode(
                directory.identity().clusterId(), config.nodeId(), address, () -> controller.leadership().leaderId()));
        access.follow(apis.partitions()::follow);
        return apis.partitions()
                .followed(controller.image())
                .thenCompose(opened -> member.join(
                        address,
                        directory.identity().directoryId(),
                        directory.brokerEpochAtClose().orElse(BrokerRegistration.NO_EPOCH)))
                .thenRun(access::lives)
                .thenCompose(joined -> apis.partitions().followed(controller.image()));
    }

    private RunningBroker running(Apis apis, DataDirectory directory, Listener listener, Connections connections) {
        List<Rounds> rounds = rounds(apis.partitions());
        rounds.forEach(Rounds::start);
        Optional<LeaderBalance> balance = config.cluster()
                .balanceNs()
                .map(periodNs -> new LeaderBalance(control, access.controller(), config.nodeId(), periodNs));
        balance.ifPresent(LeaderBalance::start);
        RunningBroker.Data data = new RunningBroker.Data(apis.partitions(), directory, parts.storage(), control);
        return new RunningBroker(
                node.get(), listener, connections, rounds, new RunningBroker.Membership(access, member, balance), data);
    }

    /** Some clients resolve a name to an address that is not listened on, so the loopback interface is told by its number. */
    private Endpoint advertised(Listener listener) {
        Endpoint wanted = config.node().advertised().orElse(listener.endpoint());
        String host = wanted.host().equals("localhost") ? "127.0.0.1" : wanted.host();
        return new Endpoint(host, wanted.port() == 0 ? listener.endpoint().port() : wanted.port());
    }

    private List<Rounds> rounds(ServedPartitions partitions) {
        List<Rounds> rounds = new ArrayList<>();
        rounds.add(new Rounds("Retention", control, config.periods().retentionCheckNs(), partitions, Partition::applyRetention));
        rounds.add(new Rounds(
                "Expiry of producers", control, config.periods().producerCheckNs(), partitions, Partition::expireProducers));
        if (!config.cluster().member().alone()) {
            rounds.add(new Rounds(
                    "The look for followers that are behind",
                    control,
                    config.cluster().lagNsMax() / 2,
                    partitions,
                    Partition::checkInSync));
        }
        return List.copyOf(rounds);
    }
}
