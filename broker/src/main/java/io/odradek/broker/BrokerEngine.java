package io.odradek.broker;

import io.odradek.broker.internal.api.ThisNode;
import io.odradek.broker.internal.partition.Partition;
import io.odradek.broker.view.ReplicaView;
import io.odradek.controller.image.ClusterImage;
import io.odradek.api.OdradekException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Endpoint;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker without a process around it: lives on the event loops of its transport, makes no thread, reads no clock.
 *
 * <p>Thread-safe: what it keeps is confined to the first loop of its transport, where its futures complete.
 */
public final class BrokerEngine {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerEngine.class);

    private final BrokerConfig config;
    private final BrokerParts parts;
    private final EventLoop control;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Runnable abandonStart = () -> {};
    private boolean starting;
    private boolean stopping;
    private volatile @Nullable RunningBroker running;

    /** An engine of these parts; nothing is touched before {@link #start}. */
    public BrokerEngine(BrokerConfig config, BrokerParts parts) {
        this.config = config;
        this.parts = parts;
        this.control = parts.transport().eventLoops().get(0);
    }

    /**
     * Opens the data directory, recovers what has to be recovered, and listens. Idempotent.
     *
     * @return a failure, after which everything that was opened is closed, with an {@link io.odradek.api.OdradekException} that says what
     * to do
     */
    public CompletableFuture<Void> start() {
        control.execute(() -> {
            if (starting) {
                return;
            }
            starting = true;
            CompletableFuture.completedFuture(config)
                    .thenCompose(asked -> {
                        BrokerStart begun = new BrokerStart(asked, parts, this::expelled);
                        abandonStart = begun::abandon;
                        return begun.run();
                    })
                    .whenComplete((broker, failure) -> {
                if (failure == null) {
                    running = broker;
                    started.complete(null);
                } else {
                    started.completeExceptionally(Failure.cause(failure));
                }
            });
        });
        return started;
    }

    /** Another broker has taken this one's place, or the cluster cannot be followed: to serve on would be to serve what is not true. */
    private void expelled(OdradekException reason) {
        LOG.error("The broker stops: {}", reason.getMessage());
        stop().whenComplete((done, failure) -> ended.completeExceptionally(reason));
    }

    /**
     * Completes when the engine has stopped: with a failure when it did so by itself, because another broker has taken its place or the
     * cluster cannot be followed any more.
     */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /**
     * Takes no more connections, answers what waits with an error, closes every connection, and closes the data directory in good order.
     * Idempotent; an engine that never started stops at once.
     *
     * @return a failure when the data directory could not be closed in good order, so that the next start recovers it
     */
    public CompletableFuture<Void> stop() {
        control.execute(() -> {
            if (stopping) {
                return;
            }
            stopping = true;
            if (!starting) {
                stopped.complete(null);
                return;
            }
            if (running == null) {
                abandonStart.run();
            }
            started.handle((done, failure) -> running)
                    .thenCompose(broker -> broker == null ? CompletableFuture.completedFuture(null) : broker.stop())
                    .whenComplete((done, failure) -> {
                        if (failure == null) {
                            stopped.complete(null);
                        } else {
                            stopped.completeExceptionally(Failure.cause(failure));
                        }
                        // Behind what an expulsion says.
                        control.execute(() -> ended.complete(null));
                    });
        });
        return stopped;
    }

    /**
     * Where clients connect.
     *
     * @throws IllegalStateException before it has started
     */
    public Endpoint address() {
        return node().address();
    }

    /**
     * The id of the cluster that the broker is.
     *
     * @throws IllegalStateException before it has started
     */
    public String clusterId() {
        return node().clusterId();
    }

    /**
     * How its replicas stand. For tests in virtual time: to be called where no loop of the engine runs meanwhile.
     *
     * @return nothing before it has started and after it has stopped
     */
    public List<ReplicaView> replicas() {
        RunningBroker broker = running;
        return broker == null
                ? List.of()
                : broker.data().partitions().all().stream().map(Partition::view).toList();
    }

    /** The batches of a replica from an offset on, as far as they can be read at once; to be called as {@link #replicas}. */
    public List<ReplicaView.BatchMark> batches(ReplicaView replica, long fromOffset) {
        return partition(replica).map(partition -> partition.batches(fromOffset)).orElse(List.of());
    }

    /** How far each idempotent producer has come in a replica, by its id; to be called as {@link #replicas}. */
    public SortedMap<Long, ReplicaView.ProducerMark> producers(ReplicaView replica) {
        return partition(replica).map(Partition::producers).orElse(Collections.emptySortedMap());
    }

    private Optional<Partition> partition(ReplicaView replica) {
        RunningBroker broker = running;
        return broker == null
                ? Optional.empty()
                : broker.data().partitions().find(replica.topicId(), replica.id().partition());
    }

    /** The cluster as this broker knows it; nothing before it has started. */
    public ClusterImage cluster() {
        RunningBroker broker = running;
        return broker == null ? ClusterImage.NONE : broker.membership().access().controller().image();
    }

    /** The life of the broker that runs, −1 before it has registered. */
    public long brokerEpoch() {
        RunningBroker broker = running;
        return broker == null ? -1 : broker.membership().member().epoch();
    }

    private ThisNode node() {
        RunningBroker broker = running;
        if (broker == null) {
            throw new IllegalStateException("The broker has not started");
        }
        return broker.node();
    }
}
