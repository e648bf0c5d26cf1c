package io.odradek.client;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.protocol.message.Rpc;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Transport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Requests to a cluster: to any broker, to one by its id, to the controller.
 *
 * <p>Thread-safe: what is asked for on another thread is done on the loop, and futures complete there. It opens connections when they are
 * needed, and owns neither transport nor loop.
 */
public final class ClusterClient implements AutoCloseable {
    private final EventLoop loop;
    private final ClientSettings settings;
    private final BrokerConnections connections;
    private final ClusterPath path;
    private final MetadataUpdater metadata;

    /**
     * A client on {@code loop}, one of the transport's. It connects to nothing yet.
     *
     * @param autoTopicCreation whether asking for a topic may create it ({@code allow.auto.create.topics})
     */
    public ClusterClient(
            Transport transport, EventLoop loop, ClientSettings settings, List<Endpoint> bootstrap, boolean autoTopicCreation) {
        this.loop = loop;
        this.connections = new BrokerConnections(transport, loop, settings);
        this.path = new ClusterPath(connections, bootstrap, settings);
        this.settings = settings;
        this.metadata = new MetadataUpdater(this, loop, settings, autoTopicCreation);
    }

    /** The loop on which everything of this client happens. */
    public EventLoop eventLoop() {
        return loop;
    }

    /** What is known of the cluster; to be used on the loop. */
    public MetadataUpdater metadata() {
        return metadata;
    }

    /** Connects to the first address that can be used; fails with {@link ErrorCode#BOOTSTRAP_FAILED} and one sentence for all. */
    public CompletableFuture<BrokerConnection> connect() {
        return onLoop(() -> path.any(metadata.current(), List.of()).orElseThrow());
    }

    /** Sends a request to whichever broker can be reached, and to another one too while the first is silent; the first answer counts. */
    public <Q, R> CompletableFuture<R> sendToAny(Rpc<Q, R> rpc, Q request) {
        return onLoop(() -> sendToAnyOnLoop(rpc, request));
    }

    <Q, R> CompletableFuture<R> sendToAnyOnLoop(Rpc<Q, R> rpc, Q request) {
        return askAnyOnLoop(broker -> broker.send(rpc, request));
    }

    /** The same with a request that depends on what the broker serves; {@code question} is asked on the loop, of each broker once. */
    public <R> CompletableFuture<R> askAny(Function<BrokerConnection, CompletableFuture<R>> question) {
        return onLoop(() -> askAnyOnLoop(question));
    }

    private <R> CompletableFuture<R> askAnyOnLoop(Function<BrokerConnection, CompletableFuture<R>> question) {
        return new RequestToAny<>(loop, settings.silenceNs(), asked -> path.any(metadata.current(), asked), question).run();
    }

    /** The way to any broker; to be used on the loop. */
    ClusterPath path() {
        return path;
    }

    /** Sends a request to a broker that the metadata know. */
    public <Q, R> CompletableFuture<R> send(int nodeId, Rpc<Q, R> rpc, Q request) {
        return withBroker(nodeId, broker -> broker.send(rpc, request));
    }

    /** Does something with the connection to a broker that the metadata know, on the loop. */
    public <R> CompletableFuture<R> withBroker(int nodeId, Function<BrokerConnection, CompletableFuture<R>> use) {
        return onLoop(() -> {
            Optional<BrokerNode> node = metadata.current().broker(nodeId);
            return node.isEmpty() ? unknownNode("broker " + nodeId) : to(node.get(), use);
        });
    }

    /** Sends a request to the broker that stands for the controller, as the metadata know it. */
    public <Q, R> CompletableFuture<R> sendToController(Rpc<Q, R> rpc, Q request) {
        return onLoop(() -> {
            Optional<BrokerNode> node = metadata.current().controller();
            return node.isEmpty()
                    ? ClusterClient.<R>unknownNode("the controller")
                    : this.<R>to(node.get(), broker -> broker.send(rpc, request));
        });
    }

    private <R> CompletableFuture<R> to(BrokerNode node, Function<BrokerConnection, CompletableFuture<R>> use) {
        return connections.to(node.endpoint()).thenCompose(use);
    }

    private static <R> CompletableFuture<R> unknownNode(String who) {
        return CompletableFuture.failedFuture(
                new OdradekException(ErrorCode.BROKER_NOT_AVAILABLE, who + " is not among the brokers that the cluster told of"));
    }

    /** Asks for metadata now and completes with the next snapshot that covers {@code topics}. */
    public CompletableFuture<ClusterMetadata> snapshot(List<String> topics) {
        return onLoop(() -> {
            SnapshotWait wait = new SnapshotWait(metadata, topics);
            metadata.listen(wait);
            topics.forEach(metadata::watch);
            metadata.refresh();
            return wait.found();
        });
    }

    /** Does something on the loop, at once when the caller is there already; what it throws fails the future. */
    public <R> CompletableFuture<R> onLoop(Supplier<CompletableFuture<R>> work) {
        if (loop.inEventLoop()) {
            return started(work);
        }
        CompletableFuture<R> outcome = new CompletableFuture<>();
        loop.execute(() -> started(work).whenComplete((value, failure) -> {
            if (failure != null) {
                outcome.completeExceptionally(Failures.unwrap(failure));
            } else {
                outcome.complete(value);
            }
        }));
        return outcome;
    }

    private static <R> CompletableFuture<R> started(Supplier<CompletableFuture<R>> work) {
        try {
            return work.get();
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /** Ends connections and asks no more. Idempotent; takes effect on the loop. */
    @Override
    public void close() {
        if (loop.inEventLoop()) {
            closeOnLoop();
        } else {
            loop.execute(this::closeOnLoop);
        }
    }

    private void closeOnLoop() {
        metadata.close();
        connections.close();
    }
}
