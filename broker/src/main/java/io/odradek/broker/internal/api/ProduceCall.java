package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.broker.internal.network.ApiRequest;
import io.odradek.broker.internal.network.Reply;
import io.odradek.broker.internal.partition.AppendListener;
import io.odradek.broker.internal.partition.AppendOutcome;
import io.odradek.broker.internal.partition.Partition;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.protocol.message.LeaderIdAndEpoch;
import io.odradek.protocol.message.ProduceRequest;
import io.odradek.protocol.message.ProduceResponse;
import io.odradek.protocol.record.DecompressionBudget;
import io.odradek.protocol.record.InvalidBatchException;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.runtime.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One produce request on its way: fans out over the loops of its partitions, and joins their outcomes.
 *
 * <p>Confined to the connection's loop. The frame is released when no partition looks at it any more, which is before the answer when
 * appends are parked.
 */
final class ProduceCall {
    private static final Logger LOG = LoggerFactory.getLogger(ProduceCall.class);
    private static final short ACKS_NONE = 0;
    private static final int LEADER_SINCE_VERSION = 10;

    private final ApiRequest<ProduceRequest> request;
    private final Reply<ProduceResponse> reply;
    private final PartitionLookup lookup;
    private final Optional<AckPolicy> policy;
    private final List<AppendOutcome[]> outcomes = new ArrayList<>();
    private int unreleasedCount = 1;
    private int unansweredCount = 1;

    ProduceCall(ApiRequest<ProduceRequest> request, Reply<ProduceResponse> reply, PartitionLookup lookup, Optional<AckPolicy> policy) {
        this.lookup = lookup;
        this.request = request;
        this.reply = reply;
        this.policy = policy;
    }

    void start(BatchCheck check) {
        long nowMs = request.eventLoop().clock().currentTimeMs();
        DecompressionBudget budget = BatchCheck.budget(request.frame().bytes().limit());
        for (ProduceRequest.Topic topic : request.body().topicData()) {
            AppendOutcome[] ofTopic = new AppendOutcome[topic.partitionData().size()];
            outcomes.add(ofTopic);
            Optional<TopicRegistration> known = lookup.topic(topic.name(), topic.topicId());
            for (int slot = 0; slot < ofTopic.length; slot++) {
                ProduceRequest.Partition data = topic.partitionData().get(slot);
                try {
                    Partition partition = require(topic, known, data.index());
                    check.check(data.records(), partition.settings(), request.version(), budget, nowMs);
                    submit(partition, data, ofTopic, slot);
                } catch (OdradekException refused) {
                    int recordIndex = refused instanceof InvalidBatchException invalid ? invalid.recordIndex() : -1;
                    ofTopic[slot] = AppendOutcome.failed(Failures.code(refused), Failures.message(refused), recordIndex);
                } catch (RuntimeException fault) {
                    LOG.error("A batch for {}-{} could not be checked", topic.name(), data.index(), fault);
                    ofTopic[slot] = AppendOutcome.failed(ErrorCode.UNKNOWN_SERVER_ERROR, "The batch could not be checked: " + fault);
                }
            }
        }
        released();
        answered();
    }

    private Partition require(ProduceRequest.Topic topic, Optional<TopicRegistration> known, int index) {
        if (policy.isEmpty()) {
            throw new OdradekException(
                    ErrorCode.INVALID_REQUIRED_ACKS,
                    "No acknowledgement policy of this broker has the code " + request.body().acks() + " that the request gives as"
                            + " its acks");
        }
        if (known.isEmpty()) {
            ErrorCode error = PartitionLookup.absent(topic.topicId());
            throw new OdradekException(error, error.words());
        }
        PartitionLookup.Found found = lookup.partition(known.get(), index);
        if (found.partition() == null) {
            throw new OdradekException(found.error(), found.reason());
        }
        return found.partition();
    }

    private void submit(Partition partition, ProduceRequest.Partition data, AppendOutcome[] ofTopic, int slot) {
        unreleasedCount++;
        unansweredCount++;
        ByteBuffer batch = data.records();
        AckPolicy acks = policy.orElseThrow();
        long timeoutNs = TimeUnit.MILLISECONDS.toNanos(Math.max(request.body().timeoutMs(), 0));
        AppendListener listener = new Relay(ofTopic, slot);
        if (partition.loop() == request.eventLoop()) {
            partition.append(batch, acks, timeoutNs, listener);
        } else {
            partition.loop().execute(() -> partition.append(batch, acks, timeoutNs, listener));
        }
    }

    private void released() {
        if (--unreleasedCount == 0) {
            request.frame().release();
        }
    }

    private void answered() {
        if (--unansweredCount == 0) {
            answer();
        }
    }

    private void answer() {
        if (policy.isPresent() ? !policy.get().answerAwaited() : request.body().acks() == ACKS_NONE) {
            Optional<AppendOutcome> failed = outcomes.stream()
                    .flatMap(Arrays::stream)
                    .filter(outcome -> !outcome.isSuccess())
                    .findFirst();
            failed.ifPresentOrElse(
                    outcome -> reply.refuse("it awaits no answer, and has to learn that its records were not taken: " + outcome.message()),
                    reply::nothing);
            return;
        }
        List<ProduceResponse.Topic> topics = new ArrayList<>(outcomes.size());
        boolean tells = request.version() >= LEADER_SINCE_VERSION;
        ToldLeaders told = new ToldLeaders(lookup, tells, tells);
        for (int i = 0; i < outcomes.size(); i++) {
            ProduceRequest.Topic asked = request.body().topicData().get(i);
            List<ProduceResponse.Partition> partitions = new ArrayList<>();
            for (int slot = 0; slot < outcomes.get(i).length; slot++) {
                AppendOutcome outcome = outcomes.get(i)[slot];
                int index = asked.partitionData().get(slot).index();
                partitions.add(response(index, outcome, told.leader(outcome.error(), asked.name(), asked.topicId(), index)));
            }
            topics.add(new ProduceResponse.Topic(asked.name(), asked.topicId(), partitions));
        }
        reply.send(new ProduceResponse(topics, 0, told.endpoints()));
    }

    private static ProduceResponse.Partition response(int index, AppendOutcome outcome, LeaderIdAndEpoch leader) {
        int recordIndex = outcome.invalidRecordIndex();
        return new ProduceResponse.Partition(
                index,
                outcome.error().code(),
                outcome.firstOffset(),
                outcome.appendTimeMs(),
                outcome.logStartOffset(),
                recordIndex < 0 ? List.of() : List.of(new ProduceResponse.RecordError(recordIndex, outcome.message())),
                outcome.message().isEmpty() ? null : outcome.message(),
                leader);
    }

    /** Brings a partition's news to the connection's loop. */
    private final class Relay implements AppendListener {
        private final AppendOutcome[] ofTopic;
        private final int slot;

        Relay(AppendOutcome[] ofTopic, int slot) {
            this.ofTopic = ofTopic;
            this.slot = slot;
        }

        @Override
        public void released() {
            onLoop(ProduceCall.this::released);
        }

        @Override
        public void answered(AppendOutcome outcome) {
            onLoop(() -> {
                ofTopic[slot] = outcome;
                ProduceCall.this.answered();
            });
        }

        private void onLoop(Runnable task) {
            EventLoop loop = request.eventLoop();
            if (loop.inEventLoop()) {
                task.run();
            } else {
                loop.execute(task);
            }
        }
    }
}
