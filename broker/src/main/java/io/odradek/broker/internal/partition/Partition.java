package io.odradek.broker.internal.partition;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.TopicPartition;
import io.odradek.broker.view.ReplicaView;
import io.odradek.broker.internal.config.TopicSettings;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.log.AppendResult;
import io.odradek.log.EpochEnd;
import io.odradek.log.PartitionLog;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.runtime.EventLoop;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica of a partition: its log, and what it is now, a leader or a follower.
 *
 * <p>Confined to its event loop, but for {@link #id}, {@link #topicId}, {@link #loop} and {@link #settings}, and what the control loop asks.
 */
public final class Partition {
    private static final Logger LOG = LoggerFactory.getLogger(Partition.class);

    private final TopicPartition id;
    private final UUID topicId;
    private final EventLoop loop;
    private final TopicSettings settings;
    private final PartitionLog log;
    private final Replication replication;
    private final Acknowledgements acknowledgements;
    private final Reading reading;
    private final Offers offers;
    /** Confined to the control loop. */
    private @Nullable Assignment lastTold;

    private @Nullable Assignment assignment;
    private @Nullable LeaderRole leader;
    private @Nullable FollowerRole follower;
    private CompletableFuture<?> lastTaken = CompletableFuture.completedFuture(null);
    private boolean closed;

    Partition(TopicPartition id, UUID topicId, EventLoop loop, TopicSettings settings, PartitionLog log, Replication replication) {
        this.id = id;
        this.topicId = topicId;
        this.loop = loop;
        this.settings = settings;
        this.log = log;
        this.replication = replication;
        this.acknowledgements = new Acknowledgements(id, loop, log);
        this.reading = new Reading(id, log);
        this.offers = new Offers(topicId, id.partition(), loop, log, replication);
        log.startHighWatermarkAt(log.savedHighWatermark());
    }

    /** Which partition. */
    public TopicPartition id() {
        return id;
    }

    /** The topic's identity. */
    public UUID topicId() {
        return topicId;
    }

    /** The loop it lives on. */
    public EventLoop loop() {
        return loop;
    }

    /** What holds for its topic. */
    public TopicSettings settings() {
        return settings;
    }

    /** Whether this is something new, as far as was told before. Confined to the control loop. */
    boolean isNews(Assignment told) {
        boolean news = !told.equals(lastTold);
        lastTold = told;
        return news;
    }

    /** Takes the part that the cluster gives this replica. What is older than what is known changes nothing. */
    void become(Assignment newer) {
        Assignment known = assignment;
        if (closed || known != null && newer.partition().partitionEpoch() < known.partition().partitionEpoch()) {
            return;
        }
        assignment = newer;
        PartitionRegistration partition = newer.partition();
        offers.told(partition);
        if (!isToLead(newer)) {
            leadNoMore();
            follow(partition);
            lastTaken.whenComplete((done, failure) -> offers.offerIfAsked(partition.partitionEpoch()));
        } else if (leader != null && leader.leaderEpoch() == partition.leaderEpoch()) {
            leader.update(newer);
            acknowledgements.insyncChanged(leader.state());
        } else {
            followNoMore();
            leadNoMore();
            // What is being taken from the leader before belongs to the log that this epoch begins with.
            lastTaken.whenComplete((done, failure) -> lead(newer));
        }
    }

    /** What an earlier life of this broker led, this one must not lead: it may have lost records, and is not in sync before it is let in. */
    private boolean isToLead(Assignment asked) {
        return asked.partition().leader() == replication.nodeId()
                && asked.epochOf(replication.nodeId()) == replication.life().epoch();
    }

    private void lead(Assignment asked) {
        if (closed || assignment == null || assignment.partition().leaderEpoch() != asked.partition().leaderEpoch() || leader != null) {
            return;
        }
        Assignment now = assignment;
        log.beginEpoch(now.partition().leaderEpoch()).exceptionally(failure -> {
            LOG.warn("The beginning of leader epoch {} of {} could not be saved yet", now.partition().leaderEpoch(), id, failure);
            return null;
        });
        LeaderRole begun = new LeaderRole(topicId, id, loop, log, replication, now);
        leader = begun;
        acknowledgements.begin(begun);
        begun.raiseHighWatermark();
        LOG.debug("{} is led here in epoch {} from offset {} on", id, begun.leaderEpoch(), log.endOffset());
    }

    private void follow(PartitionRegistration partition) {
        if (follower != null && follower.leaderEpoch() == partition.leaderEpoch()) {
            return;
        }
        followNoMore();
        follower = new FollowerRole(id, log, partition.leaderEpoch());
        if (partition.hasLeader()) {
            forgetEpochsWithoutRecords();
        }
    }

    /** An epoch that was begun here and has no record is none that a leader could compare. */
    private void forgetEpochsWithoutRecords() {
        lastTaken = log.truncateTo(log.endOffset()).exceptionally(failure -> {
            LOG.warn("The leader epochs of {} could not be put in order", id, failure);
            return log.endOffset();
        });
    }

    private void followNoMore() {
        if (follower != null) {
            follower.end();
            follower = null;
        }
    }

    private void leadNoMore() {
        if (leader != null) {
            leader.end();
            leader = null;
            acknowledgements.end(ErrorCode.NOT_LEADER_OR_FOLLOWER, "The partition " + id + " is led by another broker now");
            reading.tellAll();
        }
    }

    /**
     * Appends a batch that was checked, and answers when what the policy requires holds, or after {@code timeoutNs}. Appends are done in
     * the order of the calls.
     *
     * @param batch the caller's, and changed in place, until the listener is told that it is released
     */
    public void append(ByteBuffer batch, AckPolicy policy, long timeoutNs, AppendListener listener) {
        LeaderRole leading = leader;
        Optional<AppendOutcome> refusal =
                closed || leading == null ? Optional.of(notLed()) : acknowledgements.refusal(policy, leading.state());
        if (leading == null || refusal.isPresent()) {
            listener.released();
            listener.answered(refusal.orElseThrow());
            return;
        }
        log.append(batch, leading.leaderEpoch()).whenComplete((result, failure) -> {
            listener.released();
            if (failure != null) {
                LOG.error("An append to {} failed", id, failure);
                listener.answered(AppendOutcome.failed(ErrorCode.KAFKA_STORAGE_ERROR, String.valueOf(failure.getMessage())));
            } else if (result instanceof AppendResult.Refused refused) {
                if (refused.error() == ErrorCode.KAFKA_STORAGE_ERROR) {
                    leading.resign(refused.reason());
                }
                listener.answered(AppendOutcome.failed(refused.error(), refused.reason()));
            } else if (result instanceof AppendResult.Appended appended) {
                if (leader == leading) {
                    acknowledgements.acknowledge(appended, policy, timeoutNs, listener);
                } else {
                    listener.answered(notLed());
                }
            }
        });
    }

    private AppendOutcome notLed() {
        return AppendOutcome.failed(ErrorCode.NOT_LEADER_OR_FOLLOWER, "The partition " + id + " is not led by this broker");
    }

    /** Reads whole batches from an offset on, and hands over what was found: below the high watermark for clients. */
    public void read(Question question, Consumer<PartitionRead> reader) {
        ErrorCode refusal = refusal(question.leaderEpoch());
        LeaderRole leading = leader;
        if (refusal != ErrorCode.NONE || leading == null) {
            reader.accept(PartitionRead.failed(refusal == ErrorCode.NONE ? ErrorCode.NOT_LEADER_OR_FOLLOWER : refusal));
            return;
        }
        if (question.isOfFollower()) {
            Optional<EpochEnd> diverging = reading.divergence(question);
            if (diverging.isPresent()) {
                reader.accept(reading.diverging(diverging.get()));
                return;
            }
            if (question.offset() <= log.endOffset()) {
                leading.fetched(question.follower(), question.followerEpoch(), question.offset());
            }
        }
        reading.read(question, reader);
    }

    /** Why somebody who believes in this epoch cannot be answered; {@link ErrorCode#NONE} when he can. */
    private ErrorCode refusal(int leaderEpoch) {
        int known = assignment == null ? -1 : assignment.partition().leaderEpoch();
        if (leaderEpoch >= 0 && leaderEpoch < known) {
            return ErrorCode.FENCED_LEADER_EPOCH;
        }
        if (leaderEpoch > known) {
            return ErrorCode.UNKNOWN_LEADER_EPOCH;
        }
        return closed || leader == null ? ErrorCode.NOT_LEADER_OR_FOLLOWER : ErrorCode.NONE;
    }

    /** Tells a reader once that there is more for him, or that the partition is not led here; at once when that is so already. */
    public void watch(PartitionRead seen, boolean ofFollower, Runnable reader) {
        reading.watch(closed || leader == null, seen, ofFollower, reader);
    }

    /** Takes a reader back that was not told yet. */
    public void unwatch(Runnable reader) {
        reading.unwatch(reader);
    }

    /** Looks up an offset by what a client asks for. */
    public CompletableFuture<OffsetAnswer> offset(OffsetQuestion question, int leaderEpoch) {
        ErrorCode refusal = refusal(leaderEpoch);
        LeaderRole leading = leader;
        if (refusal != ErrorCode.NONE || leading == null) {
            return CompletableFuture.completedFuture(OffsetAnswer.failed(refusal));
        }
        return question.ask(log, leading.leaderEpoch(), leading.knowsHighWatermark());
    }

    /** Where the records end that leaders up to an epoch appended; a failure of the reader's epoch is the first component's. */
    public EpochAnswer endOf(int epoch, int leaderEpoch) {
        ErrorCode refusal = refusal(leaderEpoch);
        return refusal == ErrorCode.NONE ? new EpochAnswer(refusal, log.endOf(epoch)) : EpochAnswer.failed(refusal);
    }

    /** From where this replica fetches next; empty when it does not follow in this epoch. */
    public Optional<FetchPosition> fetchPosition(int leaderEpoch) {
        FollowerRole following = follower;
        return closed || following == null || following.leaderEpoch() != leaderEpoch || !lastTaken.isDone()
                ? Optional.empty()
                : Optional.of(following.position());
    }

    /** Done when what was fetched last is taken, or given up: only then it is known from where to fetch next. */
    public CompletableFuture<?> lastTaken() {
        return lastTaken;
    }

    /** Takes what a leader answered; completes with whether the next fetch may come at once. */
    public CompletableFuture<Boolean> take(Fetched fetched) {
        FollowerRole following = follower;
        if (closed || following == null) {
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<Boolean> taken = following.take(fetched).exceptionally(failure -> {
            LOG.warn("{} could not take what its leader has", id, failure);
            return false;
        });
        lastTaken = taken;
        return taken;
    }

    /** To be called when the log has moved. */
    void moved() {
        if (leader != null) {
            leader.raiseHighWatermark();
        }
        acknowledgements.moved();
        reading.moved();
    }

    /** To be called when the log takes no more appends. */
    void failed(OdradekException failure) {
        acknowledgements.fail(ErrorCode.KAFKA_STORAGE_ERROR, String.valueOf(failure.getMessage()));
        if (leader != null) {
            leader.resign(String.valueOf(failure.getMessage()));
        }
    }

    /** Ends what waits with an error that makes clients look elsewhere, and closes the log. */
    CompletableFuture<Void> close() {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        closed = true;
        offers.end();
        acknowledgements.close();
        followNoMore();
        leadNoMore();
        reading.tellAll();
        return lastTaken.handle((done, failure) -> null).thenCompose(done -> log.close());
    }

    /** Asks for a smaller set of replicas in sync when followers are behind. */
    public CompletableFuture<?> checkInSync() {
        if (leader != null && !closed) {
            leader.shrinkIfNeeded();
        }
        return CompletableFuture.completedFuture(null);
    }

    /** How this replica stands. */
    public ReplicaView view() {
        return new ReplicaView(
                id,
                topicId,
                leader != null,
                assignment == null ? -1 : assignment.partition().leaderEpoch(),
                log.logStartOffset(),
                log.endOffset(),
                log.highWatermark(),
                leader == null ? Collections.emptySortedSet() : leader.inSyncAtMost());
    }

    /** The batches from an offset on, as far as they can be read at once. */
    public List<ReplicaView.BatchMark> batches(long fromOffset) {
        return closed ? List.of() : reading.marks(fromOffset);
    }

    /** How far each idempotent producer has come, by its id. */
    public SortedMap<Long, ReplicaView.ProducerMark> producers() {
        SortedMap<Long, ReplicaView.ProducerMark> marks = new TreeMap<>();
        log.producers().forEach((id, end) -> marks.put(id, new ReplicaView.ProducerMark(end.epoch(), end.lastSequence())));
        return marks;
    }

    /** Deletes what retention no longer keeps; followers do so when their leader does. */
    public CompletableFuture<?> applyRetention() {
        return closed || leader == null
                ? CompletableFuture.completedFuture(null)
                : log.applyRetention(loop.clock().currentTimeMs());
    }

    /** Forgets idempotent producers of whom nothing was heard for long. */
    public CompletableFuture<?> expireProducers() {
        return CompletableFuture.completedFuture(closed ? 0 : log.expireProducers(loop.clock().currentTimeMs()));
    }
}
