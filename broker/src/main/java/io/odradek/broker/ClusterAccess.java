package io.odradek.broker;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.broker.internal.config.MemberSettings;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.Controller;
import io.odradek.controller.ControllerListener;
import io.odradek.controller.command.FormCluster;
import io.odradek.log.directory.ClusterChoice;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.runtime.EventLoop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker's way into its cluster: joins the quorum as soon as the data directory is open, and learns or gives the cluster's identity.
 *
 * <p>Confined to the control loop.
 */
final class ClusterAccess implements ClusterChoice, ControllerListener {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterAccess.class);
    private static final long TELL_NS = TimeUnit.SECONDS.toNanos(10);

    private final EventLoop loop;
    private final Controller controller;
    private final List<QuorumMember> members;
    private final Optional<String> wanted;
    private final Consumer<OdradekException> fatal;
    private final long tellNs;
    private Consumer<ClusterImage> follower = image -> {};
    private EventLoop.Timer look = () -> {};
    private long seenIndex = -1;
    private Phase phase = Phase.JOINING;

    private enum Phase {
        /** The quorum is waited for. */
        JOINING,
        /** The quorum is there, and this broker sends no heartbeats yet. */
        STARTING,
        /** This broker sends heartbeats. */
        LIVING,
        CLOSED
    }

    ClusterAccess(EventLoop loop, BrokerConfig config, BrokerParts parts, Consumer<OdradekException> fatal) {
        this.loop = loop;
        this.controller = new Controller(loop, parts.quorum(), sessionTimeout(config), this);
        this.members = config.cluster().quorum().members();
        this.wanted = config.node().clusterId();
        this.fatal = fatal;
        this.tellNs = Math.max(TELL_NS, 2 * config.cluster().member().heartbeatNs());
    }

    /** Nobody has to hear of a broker that is alone. */
    private static Optional<Long> sessionTimeout(BrokerConfig config) {
        return Optional.of(config.cluster().member())
                .filter(member -> !member.alone())
                .map(MemberSettings::sessionTimeoutNs);
    }

    Controller controller() {
        return controller;
    }

    /** Has somebody follow the cluster from now on. */
    void follow(Consumer<ClusterImage> newFollower) {
        follower = newFollower;
        follower.accept(controller.image());
    }

    @Override
    public CompletableFuture<String> clusterId(Optional<String> known, String fresh) {
        lookLater();
        return controller.start(known).whenComplete((done, failure) -> reach(Phase.STARTING)).thenCompose(started -> {
            String formed = controller.image().clusterId();
            if (!formed.isEmpty()) {
                return CompletableFuture.completedFuture(required(formed));
            }
            if (known.isPresent()) {
                throw new OdradekException(
                        ErrorCode.INCONSISTENT_CLUSTER_ID,
                        "The data directory belongs to the cluster " + known.get() + ", but the quorum (" + addresses()
                                + ") knows of no cluster: restore its folder 'quorum', or give the broker an empty data directory");
            }
            return controller
                    .require(new FormCluster(wanted.orElse(fresh)))
                    .thenApply(done -> required(controller.image().clusterId()));
        });
    }

    private String required(String formed) {
        if (wanted.isPresent() && !wanted.get().equals(formed)) {
            throw new OdradekException(
                    ErrorCode.INCONSISTENT_CLUSTER_ID,
                    "The quorum belongs to the cluster " + formed + ", this broker to " + wanted.get()
                            + ": give it cluster.id=" + formed + ", or the members of its own cluster and another data directory");
        }
        return formed;
    }

    /** Who waits for others should say for whom. */
    private void lookLater() {
        if (phase == Phase.CLOSED) {
            return;
        }
        look = loop.schedule(tellNs, () -> {
            if (phase == Phase.JOINING) {
                LOG.warn("Still waiting for a majority of the quorum ({}): are the others started, can they be reached there, and has each a"
                        + " node.id of its own and the same controller.quorum.voters?", addresses());
            } else if (phase == Phase.LIVING && controller.appliedIndex() == seenIndex && members.size() > 1) {
                // This broker's heartbeats are decided on, so that something always is.
                LOG.warn("Nothing is decided, as without a majority of the quorum ({}): what leaders there are serve on, but no topic is created"
                        + " and no leader elected. Start the members that are away, or mend the network between them; all goes on by itself"
                        + " then", addresses());
            }
            seenIndex = phase == Phase.LIVING ? controller.appliedIndex() : -1;
            lookLater();
        });
    }

    /** From now on this broker sends heartbeats. */
    void lives() {
        reach(Phase.LIVING);
    }

    /** Phases follow each other; one that comes late changes nothing. */
    private void reach(Phase next) {
        phase = next.compareTo(phase) > 0 ? next : phase;
    }

    private String addresses() {
        return members.stream().map(member -> member.nodeId() + " at " + member.address()).collect(Collectors.joining(", "));
    }

    @Override
    public void changed(ClusterImage image) {
        follower.accept(image);
    }

    @Override
    public void failed(OdradekException failure) {
        fatal.accept(failure);
    }

    /** Leaves the quorum. */
    CompletableFuture<Void> close() {
        reach(Phase.CLOSED);
        look.cancel();
        return controller.close();
    }
}
