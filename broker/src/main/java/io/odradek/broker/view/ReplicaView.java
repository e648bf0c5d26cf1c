package io.odradek.broker.view;

import io.odradek.api.TopicPartition;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * How one replica of a running broker stands, for those who hold brokers against their promises.
 *
 * <p>Immutable.
 *
 * @param id which partition
 * @param topicId the topic's identity
 * @param leads whether it believes to lead
 * @param leaderEpoch the newest leader epoch that it knows of
 * @param startOffset where its log starts
 * @param endOffset where its log ends
 * @param highWatermark up to where it would show readers its records
 * @param inSyncAtMost who may be in sync with it, while it leads
 */
public record ReplicaView(
        TopicPartition id,
        UUID topicId,
        boolean leads,
        int leaderEpoch,
        long startOffset,
        long endOffset,
        long highWatermark,
        SortedSet<Integer> inSyncAtMost) {
    /** Copies the set. */
    public ReplicaView {
        inSyncAtMost = Collections.unmodifiableSortedSet(new TreeSet<>(inSyncAtMost));
    }

    /**
     * What tells one stored batch from another.
     *
     * <p>Immutable.
     *
     * @param baseOffset its first offset
     * @param lastOffset its last offset
     * @param leaderEpoch the epoch of the leader that appended it
     * @param crc its checksum
     * @param producerId which idempotent producer wrote it, −1 when none did
     * @param producer how far that producer had come with it
     */
    public record BatchMark(long baseOffset, long lastOffset, int leaderEpoch, int crc, long producerId, ProducerMark producer) {}

    /**
     * How far an idempotent producer has come.
     *
     * <p>Immutable.
     *
     * @param epoch its latest epoch
     * @param lastSequence the sequence of its last record of that epoch, −1 when there is none
     */
    public record ProducerMark(int epoch, int lastSequence) {}
}
