package io.odradek.producer.internal.send;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What is done about a broker that is silent: the cluster is asked who leads, and when a partition is led elsewhere while its batches are
 * in flight here, the connection is given up and they go again, under the numbers that they have.
 *
 * <p>Confined to the event loop. Sound only where batches are numbered: the new leader knows those that the old one had passed on, and what
 * the old one takes after its time is cut off its log. Without numbers they could be there twice, so then the request timeout is awaited.
 */
final class SilentBroker implements SilenceWatch.Watched {
    private final BrokerSender sender;
    private final BrokerLink link;
    private final SendParts parts;
    private final SilenceWatch watch;
    private final Set<PartitionLane> leaving = new LinkedHashSet<>();
    private boolean givingUp;

    SilentBroker(BrokerSender sender, BrokerLink link) {
        this.sender = sender;
        this.link = link;
        this.parts = sender.parts();
        this.watch = new SilenceWatch(sender.loop().eventLoop(), parts.client().silenceNs(), this);
    }

    /** An answer or a connection is awaited from now on. */
    void begin() {
        watch.begin();
    }

    @Override
    public boolean isAwaited() {
        return sender.isAwaited();
    }

    @Override
    public void periodOver() {
        if (isSilent()) {
            parts.events().metadataOutdated();
            giveUpIfLeft();
        }
    }

    private boolean isSilent() {
        return link.silentNs() >= parts.client().silenceNs();
    }

    /** A partition is led elsewhere, and only its batches in flight keep it here. */
    void leave(PartitionLane lane) {
        if (parts.delivery().idempotent()) {
            leaving.add(lane);
            if (isSilent()) {
                giveUpIfLeft();
            }
        }
    }

    /** A partition is gone, or is led here again. */
    void settled(PartitionLane lane) {
        leaving.remove(lane);
    }

    private void giveUpIfLeft() {
        if (!leaving.isEmpty()) {
            givingUp = true;
            link.giveUp("it was silent for " + link.silentNs() / 1_000_000 + " ms, and "
                    + leaving.iterator().next().partition() + " is led by another broker now");
            givingUp = false;
        }
    }

    /** Whether requests fail at this moment because the connection is given up from here. */
    boolean isGivingUp() {
        return givingUp;
    }

    void close() {
        watch.close();
    }
}
