package io.odradek.producer.internal.send;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.TopicPartition;
import io.odradek.client.BrokerConnection;
import io.odradek.client.Failures;
import io.odradek.client.FrameAnswer;
import io.odradek.client.LeaderNews;
import io.odradek.producer.internal.batch.Batch;
import io.odradek.protocol.message.NodeEndpoint;
import io.odradek.protocol.message.ProduceResponse;
import io.odradek.protocol.wire.MalformedMessageException;
import io.odradek.spi.transport.InboundFrame;
import io.odradek.spi.transport.SendReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One Produce request and its answer.
 *
 * <p>Confined to the event loop.
 */
final class ProduceExchange implements FrameAnswer {
    private static final short VERSION_IDS = 13;
    /** Brokers pause before they answer older versions (KIP-219). */
    private static final short VERSION_CLIENT_PAUSES = 6;

    private final BrokerSender sender;
    private final BrokerConnection connection;
    private final short version;
    private final List<Flight> flights;

    ProduceExchange(BrokerSender sender, BrokerConnection connection, short version, List<Flight> flights) {
        this.sender = sender;
        this.connection = connection;
        this.version = version;
        this.flights = flights;
    }

    /** What the transport is told to report to. */
    SendReport onReleased() {
        return this::released;
    }

    private void released(@Nullable Throwable failure) {
        for (Flight flight : flights) {
            flight.departure().back();
        }
        if (!sender.parts().delivery().answerAwaited()) {
            unawaited(failure);
            return;
        }
        for (Flight flight : flights) {
            flight.lane().cameBack(sender.loop());
        }
    }

    private void unawaited(@Nullable Throwable failure) {
        for (Flight flight : flights) {
            if (failure == null) {
                flight.lane().succeeded(flight.batch(), -1, -1);
            } else {
                OdradekException error = new OdradekException(
                        ErrorCode.NETWORK_EXCEPTION,
                        "the connection to broker " + sender.name() + " ended while a batch was being sent: "
                                + Failures.unwrap(failure).getMessage(),
                        failure);
                flight.lane().failed(flight.batch(), error, List.of());
            }
        }
        sender.settled(failure == null);
    }

    @Override
    public void answered(InboundFrame frame) {
        ProduceResponse response;
        try {
            response = ProduceResponse.TYPE.decode(frame.bytes(), version);
        } catch (MalformedMessageException malformed) {
            connection.close("it answered a produce request with something else: " + malformed.getMessage());
            failed(new OdradekException(
                    ErrorCode.NETWORK_EXCEPTION,
                    "broker " + sender.name() + " answered a produce request with bytes that are none: " + malformed.getMessage(),
                    malformed));
            return;
        } finally {
            frame.release();
        }
        if (response.throttleTimeMs() > 0 && version >= VERSION_CLIENT_PAUSES) {
            sender.mute(response.throttleTimeMs());
        }
        ArrayDeque<Flight> open = new ArrayDeque<>(flights);
        List<LeaderNews> news = new ArrayList<>();
        for (ProduceResponse.Topic topic : response.responses()) {
            for (ProduceResponse.Partition partition : topic.partitionResponses()) {
                Flight flight = find(open, topic, partition.index());
                if (flight != null) {
                    settle(flight, partition);
                    newLeader(flight, partition, response.nodeEndpoints()).ifPresent(news::add);
                }
            }
        }
        if (!news.isEmpty()) {
            sender.parts().events().leadersMoved(news);
        }
        for (Flight unanswered : open) {
            fail(unanswered, ErrorCode.UNKNOWN_SERVER_ERROR, "its answer left the partition out", List.of());
        }
        sender.settled(true);
    }

    /** Brokers answer in the order of the request, so it is mostly the first. */
    private @Nullable Flight find(ArrayDeque<Flight> open, ProduceResponse.Topic topic, int partition) {
        for (Flight flight : open) {
            TopicPartition sent = flight.batch().partition();
            boolean sameTopic = version >= VERSION_IDS ? flight.topicId().equals(topic.topicId()) : sent.topic().equals(topic.name());
            if (sameTopic && sent.partition() == partition) {
                open.remove(flight);
                return flight;
            }
        }
        return null;
    }

    private void settle(Flight flight, ProduceResponse.Partition answer) {
        ErrorCode error = ErrorCode.of(answer.errorCode());
        if (error == ErrorCode.NONE) {
            flight.lane().succeeded(flight.batch(), answer.baseOffset(), answer.logAppendTimeMs());
        } else if (error == ErrorCode.DUPLICATE_SEQUENCE_NUMBER) {
            flight.lane().succeeded(flight.batch(), -1, -1);
        } else {
            List<Integer> badRecords = new ArrayList<>();
            answer.recordErrors().forEach(record -> badRecords.add(record.batchIndex()));
            fail(flight, error, message(answer), badRecords);
        }
    }

    private static @Nullable String message(ProduceResponse.Partition answer) {
        for (ProduceResponse.RecordError record : answer.recordErrors()) {
            if (record.batchIndexErrorMessage() != null) {
                return record.batchIndexErrorMessage();
            }
        }
        return answer.errorMessage();
    }

    private static Optional<LeaderNews> newLeader(Flight flight, ProduceResponse.Partition answer, List<NodeEndpoint> endpoints) {
        if (answer.errorCode() == ErrorCode.NONE.code()) {
            return Optional.empty();
        }
        TopicPartition sent = flight.batch().partition();
        return LeaderNews.of(sent.topic(), flight.topicId(), sent.partition(), answer.currentLeader(), endpoints);
    }

    private void fail(Flight flight, ErrorCode error, @Nullable String message, List<Integer> badRecords) {
        Batch batch = flight.batch();
        flight.lane().failed(batch, DeliveryErrors.answered(batch, sender.name(), error, message), badRecords);
    }

    @Override
    public void failed(OdradekException error) {
        boolean givenUp = sender.silence().isGivingUp();
        for (Flight flight : flights) {
            if (givenUp) {
                flight.lane().givenUp(flight.batch(), error);
            } else {
                flight.lane().failed(flight.batch(), error, List.of());
            }
        }
        sender.settled(false);
    }
}
