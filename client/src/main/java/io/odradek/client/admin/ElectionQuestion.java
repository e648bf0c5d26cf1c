package io.odradek.client.admin;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.TopicPartition;
import io.odradek.client.BrokerConnection;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.ElectLeadersRequest;
import io.odradek.protocol.message.ElectLeadersResponse;
import io.odradek.protocol.message.Rpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks the controller for elections, and reads what became of them. Immutable. */
final class ElectionQuestion {
    private static final byte PREFERRED = 0;
    private static final byte UNCLEAN = 1;
    /** Before it, every election is one of the preferred replica (KIP-460). */
    private static final short UNCLEAN_SINCE_VERSION = 1;

    private static final String NO_ELECTION = "no leader was elected";

    private final boolean unclean;
    private final @Nullable Set<TopicPartition> partitions;
    private final int timeoutMs;

    /**
     * A question for these partitions.
     *
     * @param partitions null for every partition
     * @param timeoutMs milliseconds the cluster may take
     */
    ElectionQuestion(boolean unclean, @Nullable Set<TopicPartition> partitions, int timeoutMs) {
        this.unclean = unclean;
        this.partitions = partitions == null ? null : new TreeSet<>(partitions);
        this.timeoutMs = timeoutMs;
    }

    CompletableFuture<List<ElectionOutcome>> ask(BrokerConnection broker, long timeoutNs) {
        ApiKey api = ApiKey.ELECT_LEADERS;
        short version = broker.versions().newest(api, unclean ? UNCLEAN_SINCE_VERSION : api.minVersion(), api.maxVersion());
        ElectLeadersRequest request = new ElectLeadersRequest(unclean ? UNCLEAN : PREFERRED, wanted(), timeoutMs);
        return broker.send(Rpc.ELECT_LEADERS, version, request, timeoutNs).thenApply(this::outcomes);
    }

    private @Nullable List<ElectLeadersRequest.Topic> wanted() {
        if (partitions == null) {
            return null;
        }
        SortedMap<String, List<Integer>> byTopic = new TreeMap<>();
        for (TopicPartition partition : partitions) {
            byTopic.computeIfAbsent(partition.topic(), topic -> new ArrayList<>()).add(partition.partition());
        }
        return byTopic.entrySet().stream().map(topic -> new ElectLeadersRequest.Topic(topic.getKey(), topic.getValue())).toList();
    }

    private List<ElectionOutcome> outcomes(ElectLeadersResponse response) {
        refuse(response.errorCode(), null);
        SortedMap<TopicPartition, ElectionOutcome> outcomes = new TreeMap<>();
        for (ElectLeadersResponse.Topic topic : response.replicaElectionResults()) {
            for (ElectLeadersResponse.Partition result : topic.partitionResult()) {
                if (result.errorCode() == ErrorCode.NOT_CONTROLLER.code()) {
                    // Version 0 has no other place to say it.
                    refuse(result.errorCode(), result.errorMessage());
                }
                TopicPartition partition = new TopicPartition(topic.topic(), result.partitionId());
                Optional<String> message = Optional.ofNullable(result.errorMessage()).filter(text -> !text.isBlank());
                outcomes.put(partition, new ElectionOutcome(partition, ErrorCode.of(result.errorCode()), message));
            }
        }
        requireAnswered(outcomes.keySet());
        return List.copyOf(outcomes.values());
    }

    private static void refuse(short code, @Nullable String message) {
        Optional<OdradekException> refusal = Refusal.in(NO_ELECTION, code, message);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    private void requireAnswered(Set<TopicPartition> answered) {
        Set<TopicPartition> left = partitions == null ? new TreeSet<>() : new TreeSet<>(partitions);
        left.removeAll(answered);
        if (!left.isEmpty()) {
            throw new OdradekException(ErrorCode.UNKNOWN_SERVER_ERROR, "the broker's answer does not mention partitions " + left);
        }
    }
}
