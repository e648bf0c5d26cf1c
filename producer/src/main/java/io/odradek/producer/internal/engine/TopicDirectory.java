package io.odradek.producer.internal.engine;

import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.Persistence;
import io.odradek.client.ClusterMetadata;
import io.odradek.client.Failures;
import io.odradek.client.MetadataUpdater;
import io.odradek.client.TopicMetadata;
import io.odradek.producer.internal.accumulate.Accumulator;
import io.odradek.producer.internal.accumulate.KnownTopic;
import io.odradek.producer.internal.accumulate.TopicQueue;
import io.odradek.producer.internal.accumulate.WaitingRecord;
import io.odradek.producer.internal.memory.MemoryPool;
import io.odradek.producer.internal.send.Completions;
import io.odradek.producer.internal.send.SendLoop;
import io.odradek.spi.runtime.EventLoop;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The topics that records are sent to: watches them, places records that waited for them, and follows their leaders.
 *
 * <p>Confined to the first event loop.
 */
final class TopicDirectory implements MetadataUpdater.Listener {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    /** How long a cluster may go on saying that it does not know a topic which it may be creating. */
    private static final long PATIENCE_CREATING_NS = 15 * NS_PER_SECOND;
    /** The same where nobody creates topics by asking for them. */
    private static final long PATIENCE_NS = 3 * NS_PER_SECOND;

    private final EventLoop loop;
    private final EngineSettings settings;
    private final MetadataUpdater metadata;
    private final Completions completions;
    private final MemoryPool pool;
    private final Placement placement;
    private final Map<String, TopicEntry> entries = new TreeMap<>();

    /** Where known topics' records and lanes go. */
    record Placement(Accumulator accumulator, LoopAssignment loops, SendLoop homeless, TopicEntry.LaneFactory lanes) {}

    TopicDirectory(
            EventLoop loop,
            EngineSettings settings,
            MetadataUpdater metadata,
            Completions completions,
            MemoryPool pool,
            Placement placement) {
        this.loop = loop;
        this.settings = settings;
        this.metadata = metadata;
        this.completions = completions;
        this.pool = pool;
        this.placement = placement;
    }

    /** Records have begun to wait for a topic. */
    void wanted(TopicQueue queue) {
        TopicEntry entry = entries.computeIfAbsent(queue.topic(), topic -> new TopicEntry(queue));
        entry.notUnknown();
        expireLater(entry);
        metadata.watch(queue.topic());
        metadata.current().topic(queue.topic()).filter(TopicMetadata::isKnown).ifPresent(topic -> known(entry, topic, metadata.current()));
    }

    private void expireLater(TopicEntry entry) {
        if (entry.expiry() == null) {
            long nowNs = loop.clock().nanoTime();
            long dueNs = entry.queue().oldestNs(nowNs) + settings.delivery().deliveryTimeoutNs();
            entry.setExpiry(loop.schedule(dueNs - nowNs, () -> {
                entry.setExpiry(null);
                expire(entry);
                if (entry.queue().hasWaiting()) {
                    expireLater(entry);
                }
            }));
        }
    }

    private void expire(TopicEntry entry) {
        long openedUpToNs = loop.clock().nanoTime() - settings.delivery().deliveryTimeoutNs();
        OdradekException last = metadata.lastFailure();
        String why = last != null
                ? last.getMessage()
                : metadata.current()
                        .topic(entry.queue().topic())
                        .map(topic -> "the cluster says " + topic.error().words())
                        .orElse("the cluster has not answered yet");
        fail(
                entry.queue().takeWhile(record -> record.createdNs() - openedUpToNs <= 0),
                ErrorCode.DELIVERY_TIMED_OUT,
                "a record for topic " + entry.queue().topic() + " was not sent within delivery.timeout.ms="
                        + settings.delivery().deliveryTimeoutNs() / 1_000_000 + ": it was waiting for the topic's partitions to be known ("
                        + why + ")");
    }

    private void fail(List<WaitingRecord> records, ErrorCode code, String message) {
        for (WaitingRecord waiting : records) {
            pool.uncount(waiting.countedBytes());
            completions.failOne(
                    waiting.record().listener(),
                    new DeliveryException(code, Persistence.NOT_PERSISTED, message, metadata.lastFailure()),
                    waiting.hold());
        }
    }

    @Override
    public void updated(ClusterMetadata snapshot) {
        for (TopicEntry entry : List.copyOf(entries.values())) {
            snapshot.topic(entry.queue().topic()).ifPresent(topic -> {
                if (topic.isKnown()) {
                    known(entry, topic, snapshot);
                } else {
                    notKnown(entry, topic);
                }
            });
        }
    }

    @Override
    public void failed(OdradekException error) {
        // The updater keeps the reason; records go on waiting, within their delivery timeout.
    }

    private void known(TopicEntry entry, TopicMetadata topic, ClusterMetadata snapshot) {
        entry.notUnknown();
        KnownTopic known = entry.lead(topic, snapshot, placement.loops(), placement.homeless(), placement.lanes());
        entry.queue().becomeKnown(known, waiting -> place(known, waiting));
    }

    private void place(KnownTopic known, WaitingRecord waiting) {
        pool.uncount(waiting.countedBytes());
        try {
            placement.accumulator().place(known, waiting);
        } catch (OdradekException refused) {
            completions.failOne(waiting.record().listener(), refused, waiting.hold());
        } catch (RuntimeException | Error thrown) {
            // The records behind it must find their way all the same.
            completions.failOne(waiting.record().listener(), Failures.asOdradek(thrown), waiting.hold());
        }
    }

    private void notKnown(TopicEntry entry, TopicMetadata topic) {
        if (!entry.queue().hasWaiting()) {
            return;
        }
        String name = entry.queue().topic();
        if (!topic.error().retriable()) {
            fail(
                    entry.queue().takeWhile(record -> true),
                    topic.error(),
                    "the cluster refuses to tell the partitions of topic '" + name + "': " + topic.error().words());
            metadata.unwatch(name);
            return;
        }
        if (topic.error() != ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) {
            entry.notUnknown();
            return;
        }
        long patienceNs = settings.autoTopicCreation() ? PATIENCE_CREATING_NS : PATIENCE_NS;
        if (entry.unknownForNs(loop.clock().nanoTime()) >= patienceNs) {
            fail(
                    entry.queue().takeWhile(record -> true),
                    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                    "topic '" + name + "' does not exist, and has not been created within " + patienceNs / NS_PER_SECOND
                            + " s of asking for it: create it, or let the broker do so (auto.create.topics.enable there, "
                            + "allow.auto.create.topics here)");
            entry.notUnknown();
            metadata.unwatch(name);
        }
    }

    /** Fails what still waits. */
    void close() {
        for (TopicEntry entry : entries.values()) {
            EventLoop.Timer expiry = entry.expiry();
            if (expiry != null) {
                expiry.cancel();
            }
        }
        for (TopicQueue queue : placement.accumulator().topics()) {
            fail(
                    queue.shut(),
                    ErrorCode.CLOSED,
                    "a record for topic " + queue.topic() + " was not delivered before the producer was closed: the topic's partitions "
                            + "were not known yet");
        }
    }
}
