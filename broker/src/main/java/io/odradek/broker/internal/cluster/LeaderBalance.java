package io.odradek.broker.internal.cluster;

import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.Controller;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.command.ElectLeaders;
import io.odradek.spi.runtime.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives leadership back to preferred replicas, from time to time, on the member that leads the quorum.
 *
 * <p>Confined to the control loop.
 */
public final class LeaderBalance {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderBalance.class);

    private final EventLoop loop;
    private final Controller controller;
    private final int nodeId;
    private final long periodNs;
    private EventLoop.Timer timer = () -> {};
    private boolean stopped;

    /** A balance every {@code periodNs}. */
    public LeaderBalance(EventLoop loop, Controller controller, int nodeId, long periodNs) {
        this.loop = loop;
        this.controller = controller;
        this.nodeId = nodeId;
        this.periodNs = periodNs;
    }

    /** Starts with a pause. */
    public void start() {
        if (!stopped) {
            timer = loop.schedule(periodNs, this::balance);
        }
    }

    private void balance() {
        if (controller.leadership().leaderId() != nodeId || !isNeeded(controller.image())) {
            start();
            return;
        }
        controller.submit(ElectLeaders.preferred()).whenComplete((outcome, failure) -> {
            if (failure != null) {
                LOG.debug("Leadership could not be given back to preferred replicas", failure);
            }
            start();
        });
    }

    private static boolean isNeeded(ClusterImage image) {
        return image.topics().stream()
                .flatMap(topic -> topic.partitions().stream())
                .anyMatch(LeaderBalance::isAstray);
    }

    private static boolean isAstray(PartitionRegistration partition) {
        int preferred = partition.preferredLeader();
        return partition.leader() != preferred && partition.inSync().contains(preferred);
    }

    /** Ends. */
    public void stop() {
        stopped = true;
        timer.cancel();
    }
}
