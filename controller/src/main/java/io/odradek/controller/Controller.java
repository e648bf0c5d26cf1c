package io.odradek.controller;

import io.odradek.controller.image.Outcome;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.controller.command.BrokerHeartbeat;
import io.odradek.controller.command.Command;
import io.odradek.controller.command.CommandCodec;
import io.odradek.controller.command.RegisterBroker;
import io.odradek.controller.internal.SnapshotCodec;
import io.odradek.controller.internal.StateMachine;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.QuorumMachine;
import io.odradek.spi.runtime.EventLoop;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member's way to the cluster: it follows the committed log of commands, and submits commands to it.
 *
 * <p>Confined to its loop, but for {@link #image}. The member that leads the quorum also watches that the others live.
 */
public final class Controller {
    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);
    private static final int OUTCOME_COUNT_MAX = 4096;

    private final EventLoop loop;
    private final MetadataQuorum quorum;
    private final ControllerListener listener;
    private final StateMachine machine = new StateMachine();
    private final SessionWatch watch;
    private final TreeMap<Long, Outcome> outcomes = new TreeMap<>();
    private volatile ClusterImage image = ClusterImage.NONE;
    private volatile Optional<String> known = Optional.empty();
    private boolean telling;
    private volatile @Nullable OdradekException failure;

    /**
     * A controller over a quorum that has not started.
     *
     * @param sessionTimeoutNs after how long without a heartbeat a broker is fenced; never, when it is empty
     */
    public Controller(EventLoop loop, MetadataQuorum quorum, Optional<Long> sessionTimeoutNs, ControllerListener listener) {
        this.loop = loop;
        this.quorum = quorum;
        this.listener = listener;
        this.watch = new SessionWatch(loop, sessionTimeoutNs, machine.state(), this::submit);
    }

    /**
     * Joins the quorum; completes when the image has all that was committed before.
     *
     * @param knownCluster the cluster that this member was in before, empty for a new one; members of another cluster refuse it
     * @return a failure, too, when this member cannot follow what was committed
     */
    public CompletableFuture<Void> start(Optional<String> knownCluster) {
        known = knownCluster;
        return quorum.start(new Machine()).thenRun(() -> {
            OdradekException why = failure;
            if (why != null) {
                throw why;
            }
            tell();
        });
    }

    /** The cluster as it was told last. Thread-safe. */
    public ClusterImage image() {
        return image;
    }

    /** A broker as it is now, its heartbeats counted. To be called on the loop. */
    public Optional<BrokerRegistration> broker(int id) {
        return machine.state().broker(id);
    }

    /** The index of the command that was applied last. To be called on the loop. */
    public long appliedIndex() {
        return machine.state().index();
    }

    /** Who leads the quorum, as far as this member knows. Thread-safe. */
    public Leadership leadership() {
        return quorum.leadership();
    }

    /**
     * Submits a command. When the outcome comes, {@link #image} has what the command changed. Thread-safe; completes on the loop.
     *
     * @return a failure when it is not known whether the command is or will be committed, as while the quorum has no majority
     */
    public CompletableFuture<Outcome> submit(Command command) {
        OdradekException why = failure;
        if (why != null) {
            // What stands on a state that lacks a command must not be committed.
            return CompletableFuture.failedFuture(why);
        }
        return quorum.submit(CommandCodec.encode(command)).thenApply(index -> {
            tell();
            Outcome outcome = outcomes.get(index);
            if (outcome == null) {
                throw new OdradekException(
                        ErrorCode.REQUEST_TIMED_OUT, "What became of a change of the cluster is not known: it came with a snapshot");
            }
            return outcome;
        });
    }

    /** Submits a command, and fails where it is refused. */
    public CompletableFuture<Outcome> require(Command command) {
        return submit(command).thenApply(outcome -> {
            if (!outcome.isDone()) {
                throw outcome.exception();
            }
            return outcome;
        });
    }

    /** Leaves the quorum. */
    public CompletableFuture<Void> close() {
        watch.close();
        return quorum.close();
    }

    private void tellSoon() {
        if (!telling) {
            telling = true;
            loop.execute(this::tell);
        }
    }

    private void tell() {
        telling = false;
        ClusterImage now = machine.state().image();
        if (now != image) {
            image = now;
            listener.changed(now);
        }
    }

    private void fail(RuntimeException thrown) {
        OdradekException why = thrown instanceof OdradekException known
                ? known
                : new OdradekException(ErrorCode.UNKNOWN_SERVER_ERROR, "The cluster's log cannot be followed: " + thrown, thrown);
        LOG.error("The cluster's log cannot be followed any more", why);
        end(why);
    }

    private void end(OdradekException why) {
        failure = why;
        listener.failed(why);
    }

    /** Hears the quorum. */
    private final class Machine implements QuorumMachine {
        @Override
        public void apply(long index, ByteBuffer bytes) {
            if (failure != null) {
                return;
            }
            try {
                Command command = CommandCodec.decode(bytes);
                Outcome outcome = machine.apply(index, command);
                outcomes.put(index, outcome);
                if (outcomes.size() > OUTCOME_COUNT_MAX) {
                    outcomes.pollFirstEntry();
                }
                // What was refused is no word of the broker that is registered.
                if (outcome.isDone() && command instanceof BrokerHeartbeat heartbeat) {
                    watch.heard(heartbeat.brokerId());
                } else if (outcome.isDone() && command instanceof RegisterBroker register) {
                    watch.heard(register.brokerId());
                }
            } catch (RuntimeException unusable) {
                fail(unusable);
            }
            tellSoon();
        }

        @Override
        public void restore(long index, ByteBuffer snapshot) {
            if (failure != null) {
                return;
            }
            try {
                machine.state().become(index, SnapshotCodec.decode(snapshot));
            } catch (RuntimeException unusable) {
                fail(unusable);
            }
            tellSoon();
        }

        /** A state that lacks a command must never stand for one that has it. */
        @Override
        public ByteBuffer snapshot() {
            OdradekException why = failure;
            if (why != null) {
                throw why;
            }
            return SnapshotCodec.encode(machine.state().content());
        }

        @Override
        public void led(Leadership leadership) {
            watch.led(leadership);
        }

        @Override
        public Optional<String> cluster() {
            String formed = image.clusterId();
            return formed.isEmpty() ? known : Optional.of(formed);
        }

        /** Others fence a broker that cannot say that it lives; it must not take itself for one of them any longer. */
        @Override
        public void ended(OdradekException why) {
            end(why);
        }
    }
}
