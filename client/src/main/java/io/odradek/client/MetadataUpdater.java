package io.odradek.client;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.protocol.message.MetadataRequest;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.Wire;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the snapshot of the cluster fresh for the topics that are watched.
 *
 * <p>Confined to the event loop; {@link #current} is thread-safe. At most one request is under way, and wishes that come meanwhile share
 * the next one. A topic without leaders, or one that does not exist yet, is asked for again with a growing wait.
 */
public final class MetadataUpdater {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataUpdater.class);

    private final EventLoop loop;
    private final ClusterClient cluster;
    private final ClientSettings settings;
    private final boolean autoTopicCreation;
    private final Outage outage;
    private final Set<String> watched = new TreeSet<>();
    private final List<Listener> listeners = new ArrayList<>();

    private volatile ClusterMetadata current = ClusterMetadata.EMPTY;
    private EventLoop.@Nullable Timer timer;
    private boolean underWay;
    private boolean wanted;
    private boolean outdated;
    private boolean closed;
    private int unsettledCount;
    private long answeredAtNs;
    private boolean answeredOnce;
    private @Nullable OdradekException lastFailure;

    /** Told of every snapshot and of every failure to get one. Confined to the event loop. */
    public interface Listener {
        /** A new snapshot, which {@link MetadataUpdater#current} returns too. */
        void updated(ClusterMetadata snapshot);

        /** Nobody could be asked, or the answer was an error; another attempt follows by itself. */
        void failed(OdradekException error);
    }

    MetadataUpdater(ClusterClient cluster, EventLoop loop, ClientSettings settings, boolean autoTopicCreation) {
        this.cluster = cluster;
        this.loop = loop;
        this.settings = settings;
        this.autoTopicCreation = autoTopicCreation;
        this.outage = new Outage(settings.recovery().triggerNs());
    }

    /** The newest snapshot. */
    public ClusterMetadata current() {
        return current;
    }

    /** Has the listener told from now on. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Has the listener told no more. */
    public void unlisten(Listener listener) {
        listeners.remove(listener);
    }

    /** Keeps a topic in the snapshots from now on, and asks for it if it is new. */
    public void watch(String topic) {
        if (watched.add(topic)) {
            unsettledCount = 0;
            ask();
        }
    }

    /** Forgets a topic; the next snapshot is without it. */
    public void unwatch(String topic) {
        watched.remove(topic);
    }

    /** Asks anew, not more often than the back-off allows: what is known led to an error. */
    public void refresh() {
        if (!answeredOnce) {
            ask();
            return;
        }
        if (underWay) {
            outdated = true;
            return;
        }
        if (lastFailure != null && timer != null) {
            // Nobody could be asked a moment ago: the next attempt comes by itself, after a wait that grows.
            return;
        }
        long sinceNs = loop.clock().nanoTime() - answeredAtNs;
        scheduleIn(Math.max(0, settings.retryBackoffNs() - sinceNs));
    }

    /** Takes leaders that an answer told (KIP-951) without asking. */
    public void leadersMoved(List<LeaderNews> news) {
        ClusterMetadata moved = current.withLeaders(news);
        if (moved != current) {
            publish(moved);
        }
    }

    /** Why the last attempt failed; null when it did not. */
    public @Nullable OdradekException lastFailure() {
        return lastFailure;
    }

    /** Asks no more. Idempotent. */
    public void close() {
        closed = true;
        cancelTimer();
    }

    private void ask() {
        if (closed) {
            return;
        }
        if (underWay) {
            wanted = true;
            return;
        }
        cancelTimer();
        underWay = true;
        wanted = false;
        outage.asked(loop.clock().nanoTime());
        List<MetadataRequest.Topic> topics = new ArrayList<>();
        for (String topic : watched) {
            topics.add(new MetadataRequest.Topic(Wire.UUID_ZERO, topic));
        }
        cluster.sendToAnyOnLoop(Rpc.METADATA, new MetadataRequest(topics, autoTopicCreation, false, false))
                .whenComplete((response, failure) -> {
                    underWay = false;
                    if (closed) {
                        return;
                    }
                    answeredOnce = true;
                    answeredAtNs = loop.clock().nanoTime();
                    if (response == null) {
                        fail(Failures.asOdradek(failure));
                    } else {
                        take(response);
                    }
                });
    }

    private void take(MetadataResponse response) {
        ErrorCode error = ErrorCode.of(response.errorCode());
        if (error != ErrorCode.NONE) {
            if (error == ErrorCode.REBOOTSTRAP_REQUIRED) {
                beginAnew("it told its clients to");
            }
            fail(new OdradekException(error, "a broker would not tell of the cluster: " + error.words()));
        } else if (response.brokers().isEmpty()) {
            fail(new OdradekException(ErrorCode.LEADER_NOT_AVAILABLE, "a broker told of a cluster without brokers"));
        } else {
            lastFailure = null;
            outage.over();
            cluster.path().answered();
            publish(MetadataAnswer.toSnapshot(response, current));
            settle();
        }
    }

    private void beginAnew(String because) {
        if (settings.recovery().rebootstrap()) {
            outage.over();
            if (cluster.path().beginAnew()) {
                LOG.warn("the bootstrap servers are asked again who is in the cluster: {}", because);
            }
        }
    }

    private void fail(OdradekException error) {
        if (lastFailure == null) {
            LOG.warn("metadata cannot be had for now: {}", error.getMessage());
        }
        lastFailure = error;
        unsettledCount++;
        if (outage.isOverdue(loop.clock().nanoTime())) {
            beginAnew("nobody told of it for " + settings.recovery().triggerNs() / 1_000_000 + " ms");
        }
        for (Listener listener : List.copyOf(listeners)) {
            listener.failed(error);
        }
        scheduleIn(settings.backoffNs(unsettledCount));
    }

    private void publish(ClusterMetadata snapshot) {
        current = snapshot;
        for (Listener listener : List.copyOf(listeners)) {
            listener.updated(snapshot);
        }
    }

    private void settle() {
        boolean outdatedMeanwhile = outdated;
        outdated = false;
        if (wanted) {
            ask();
            return;
        }
        boolean unsettled = false;
        for (String topic : watched) {
            unsettled |= current.topic(topic).map(TopicMetadata::isUnsettled).orElse(true);
        }
        unsettledCount = unsettled ? unsettledCount + 1 : 0;
        long delayNs = unsettled ? settings.backoffNs(unsettledCount) : settings.metadataMaxAgeNs();
        scheduleIn(outdatedMeanwhile ? Math.min(delayNs, settings.retryBackoffNs()) : delayNs);
    }

    private void scheduleIn(long delayNs) {
        if (closed || underWay) {
            return;
        }
        cancelTimer();
        timer = loop.schedule(delayNs, () -> {
            timer = null;
            ask();
        });
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
