package io.odradek.broker.internal.cluster;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.broker.internal.config.MemberSettings;
import io.odradek.broker.internal.partition.Replication;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.Controller;
import io.odradek.controller.image.Outcome;
import io.odradek.controller.command.BrokerHeartbeat;
import io.odradek.controller.command.FenceBroker;
import io.odradek.controller.command.RegisterBroker;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Endpoint;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a broker in its cluster: it registers, says again and again that it lives, and leaves.
 *
 * <p>Confined to the control loop, but for {@link #epoch}.
 */
public final class ClusterMember implements Replication.BrokerLife {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);
    private static final long REGISTER_AGAIN_NS = 100_000_000L;
    /** A broker of the same id that lives on for so many session timeouts is another one. */
    private static final int SESSIONS_MAX = 3;

    private final EventLoop loop;
    private final Controller controller;
    private final MemberSettings settings;
    private final UUID incarnation;
    private final Consumer<OdradekException> expelled;
    private volatile long epoch = BrokerRegistration.NO_EPOCH;
    private EventLoop.Timer heartbeat = () -> {};
    private boolean stopping;
    private boolean ended;

    /**
     * A life that has not begun.
     *
     * @param expelled told when another broker has taken this one's place
     */
    public ClusterMember(
            EventLoop loop, Controller controller, MemberSettings settings, UUID incarnation, Consumer<OdradekException> expelled) {
        this.loop = loop;
        this.controller = controller;
        this.settings = settings;
        this.incarnation = incarnation;
        this.expelled = expelled;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    /**
     * Registers and is let in; completes when this broker may lead.
     *
     * @param address where clients and other brokers reach it
     * @param directoryId whose data it has
     * @param previousEpoch the life that stopped in good order in the same directory, −1 when the last one did not
     */
    public CompletableFuture<Void> join(Endpoint address, String directoryId, long previousEpoch) {
        RegisterBroker command = new RegisterBroker(
                settings.nodeId(), incarnation, directoryId, address.host(), address.port(), previousEpoch);
        return register(command, loop.clock().nanoTime() + SESSIONS_MAX * settings.sessionTimeoutNs())
                .thenCompose(registered -> {
                    epoch = registered.value();
                    return letIn();
                });
    }

    private CompletableFuture<Outcome> register(RegisterBroker command, long untilNs) {
        return controller.submit(command).handle((outcome, failure) -> {
            boolean isTaken = failure == null && outcome.error() == ErrorCode.DUPLICATE_BROKER_REGISTRATION;
            if (failure == null && !isTaken) {
                return outcome.isDone()
                        ? CompletableFuture.completedFuture(outcome)
                        : CompletableFuture.<Outcome>failedFuture(outcome.exception());
            }
            if (ended || isTaken && loop.clock().nanoTime() - untilNs > 0) {
                return CompletableFuture.<Outcome>failedFuture(notLetIn(failure, outcome));
            }
            return later(() -> (isTaken && settings.alone() ? fenceEarlierLife() : CompletableFuture.completedFuture(null))
                    .thenCompose(done -> register(command, untilNs)));
        }).thenCompose(next -> next);
    }

    /** Nobody else can live in a quorum of one: what is registered is this broker in a directory that is lost, and nobody fences it. */
    private CompletableFuture<?> fenceEarlierLife() {
        return controller.broker(settings.nodeId())
                .map(earlier -> controller.submit(new FenceBroker(earlier.id(), earlier.epoch(), earlier.heartbeatCount())))
                .orElseGet(() -> CompletableFuture.completedFuture(Outcome.done()))
                .handle((outcome, failure) -> outcome);
    }

    private OdradekException notLetIn(@Nullable Throwable failure, Outcome outcome) {
        return failure != null
                ? new OdradekException(ErrorCode.CLOSED, "The broker was stopped before it could register", failure)
                : new OdradekException(
                        ErrorCode.DUPLICATE_BROKER_REGISTRATION,
                        outcome.reason() + ", so this one cannot join: give it another node.id, or stop the other one");
    }

    private <T> CompletableFuture<T> later(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.schedule(REGISTER_AGAIN_NS, () -> work.get().whenComplete((value, failure) -> {
            if (failure == null) {
                done.complete(value);
            } else {
                done.completeExceptionally(failure);
            }
        }));
        return done;
    }

    private CompletableFuture<Void> letIn() {
        return controller.submit(new BrokerHeartbeat(settings.nodeId(), epoch, false)).handle((outcome, failure) -> {
            if (failure != null && !ended) {
                return later(this::letIn);
            }
            if (failure != null || !outcome.isDone()) {
                return CompletableFuture.<Void>failedFuture(
                        failure != null ? failure : new OdradekException(outcome.error(), outcome.reason()));
            }
            beatLater();
            return CompletableFuture.<Void>completedFuture(null);
        }).thenCompose(next -> next);
    }

    private void beatLater() {
        if (!settings.alone() && !ended) {
            heartbeat = loop.schedule(settings.heartbeatNs(), this::beat);
        }
    }

    /** The next one does not wait for the answer: one that is lost would cost the session. */
    private void beat() {
        beatLater();
        controller.submit(new BrokerHeartbeat(settings.nodeId(), epoch, stopping)).whenComplete((outcome, failure) -> {
            if (failure == null && outcome.error() == ErrorCode.STALE_BROKER_EPOCH && !ended) {
                ended = true;
                heartbeat.cancel();
                expelled.accept(new OdradekException(
                        ErrorCode.DUPLICATE_BROKER_REGISTRATION,
                        "Another broker has registered with id " + settings.nodeId() + " (" + outcome.reason()
                                + "); this one stops: two brokers must not share a node.id, nor a copied data directory"));
            } else if (failure != null) {
                LOG.debug("A heartbeat was not committed", failure);
            }
        });
    }

    /** Tries no longer to join. */
    public void abandon() {
        ended = true;
        heartbeat.cancel();
    }

    /** Gives up what it leads, as far as others can take it over; completes when it is led elsewhere, or nobody answers. */
    public CompletableFuture<Void> handOver() {
        stopping = true;
        if (ended || epoch < 0 || !othersAreUsable()) {
            return CompletableFuture.completedFuture(null);
        }
        return controller
                .submit(new BrokerHeartbeat(settings.nodeId(), epoch, true))
                .handle((outcome, failure) -> null);
    }

    /** Leaves: no heartbeat comes any more, and nobody has to wait for the session timeout. */
    public CompletableFuture<Void> leave() {
        ended = true;
        heartbeat.cancel();
        Optional<BrokerRegistration> own = controller.broker(settings.nodeId()).filter(broker -> broker.epoch() == epoch);
        if (settings.alone() || own.isEmpty() || !othersAreUsable()) {
            return CompletableFuture.completedFuture(null);
        }
        return controller
                .submit(new FenceBroker(settings.nodeId(), epoch, own.get().heartbeatCount()))
                .handle((outcome, failure) -> null);
    }

    private boolean othersAreUsable() {
        return controller.image().brokers().values().stream()
                .anyMatch(broker -> broker.id() != settings.nodeId() && broker.isUsable());
    }
}
