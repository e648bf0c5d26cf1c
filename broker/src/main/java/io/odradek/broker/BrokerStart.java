package io.odradek.broker;

import io.odradek.api.ConfigException;
import io.odradek.broker.internal.api.Apis;
import io.odradek.broker.internal.api.ThisNode;
import io.odradek.broker.internal.network.ConnectionLimits;
import io.odradek.broker.internal.network.Connections;
import io.odradek.broker.internal.partition.Partition;
import io.odradek.broker.internal.partition.Rounds;
import io.odradek.broker.internal.partition.ServedPartitions;
import io.odradek.broker.internal.producer.ProducerIds;
import io.odradek.broker.internal.topic.LocalTopicCatalog;
import io.odradek.log.directory.DataDirectory;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.spi.ack.AckPolicies;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Listener;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The steps of a start: data directory, topics and their partitions, listener.
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
    /** Set before connections are taken; handlers on every loop read it. */
    private final AtomicReference<ThisNode> node = new AtomicReference<>();

    BrokerStart(BrokerConfig config, BrokerParts parts) {
        this.config = config;
        this.parts = parts;
        this.loops = parts.transport().eventLoops();
        this.control = loops.get(0);
        this.codecs = CodecLookup.of(parts.codecs());
        this.policies = AckPolicies.of(parts.ackPolicies());
    }

    CompletableFuture<RunningBroker> run() {
        Endpoint listener = config.node().listener();
        if (config.node().advertised().isEmpty() && WILDCARDS.contains(listener.host())) {
            return CompletableFuture.failedFuture(new ConfigException("listeners=" + listener
                    + " listens on every address, and clients cannot connect to that: set advertised.listeners to an address that"
                            + " they reach"));
        }
        return DataDirectory.open(parts.storage(), config.node().clusterId(), config.nodeId(), control, parts.random())
                .thenCompose(directory -> serveTopics(directory)
                        .exceptionallyCompose(failure -> undo(parts.storage().close(control), failure)));
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

    private CompletableFuture<RunningBroker> serveTopics(DataDirectory directory) {
        directory.writePositionsEvery(config.periods().checkpointNs());
        ServedPartitions partitions = new ServedPartitions(directory, loops, codecs, config.topics());
        LocalTopicCatalog catalog = new LocalTopicCatalog(control, directory, parts.random(), partitions);
        ProducerIds producerIds = new ProducerIds(control, directory);
        return producerIds
                .start()
                .thenCompose(ready -> catalog.start())
                .thenCompose(ready -> listen(
                        new Apis(node::get, catalog, partitions, producerIds, policies, codecs),
                        new RunningBroker.Data(catalog, partitions, directory, parts.storage(), control)))
                .exceptionallyCompose(failure -> undo(partitions.close(), failure));
    }

    private CompletableFuture<RunningBroker> listen(Apis apis, RunningBroker.Data data) {
        Connections connections =
                new Connections(loops, apis.table(config.node(), config.topics()), ConnectionLimits.STANDARD);
        ConnectionSettings settings = new ConnectionSettings(
                config.node().requestSizeBytesMax(), ConnectionSettings.CONNECT_TIMEOUT_NS_DEFAULT, Optional.empty());
        return parts.transport().listen(config.node().listener(), settings, connections).thenApplyAsync(listener -> {
            node.set(new ThisNode(data.directory().identity().clusterId(), config.nodeId(), advertised(listener)));
            connections.serve();
            List<Rounds> rounds = rounds(apis.partitions());
            rounds.forEach(Rounds::start);
            return new RunningBroker(node.get(), listener, connections, rounds, data);
        }, control);
    }

    /** Some clients resolve a name to an address that is not listened on, so the loopback interface is told by its number. */
    private Endpoint advertised(Listener listener) {
        Endpoint wanted = config.node().advertised().orElse(listener.endpoint());
        String host = wanted.host().equals("localhost") ? "127.0.0.1" : wanted.host();
        return new Endpoint(host, wanted.port() == 0 ? listener.endpoint().port() : wanted.port());
    }

    private List<Rounds> rounds(ServedPartitions partitions) {
        return List.of(
                new Rounds("Retention", control, config.periods().retentionCheckNs(), partitions, Partition::applyRetention),
                new Rounds("Expiry of producers", control, config.periods().producerCheckNs(), partitions, Partition::expireProducers));
    }
}
