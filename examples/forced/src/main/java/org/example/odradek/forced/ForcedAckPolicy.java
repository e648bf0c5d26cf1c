package org.example.odradek.forced;

import io.odradek.api.ErrorCode;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.Admission;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.ack.Requirement;
import java.util.List;

/**
 * Acknowledges records that are on a disk, not only in a machine's memory. Each form has a code of its own, so that a producer and a
 * broker that are set differently find out, and no acknowledgement promises less than was asked for.
 *
 * <p>Immutable.
 */
enum ForcedAckPolicy implements AckPolicy {
    /**
     * The leader has forced them to its disk. They survive that its process dies and that it loses power, and are gone when its disk is, or
     * when another replica is elected that had not fetched them: for partitions of one replica.
     */
    LEADER(20) {
        @Override
        public Admission admit(PartitionState partition) {
            return Admission.admitted();
        }

        @Override
        public Requirement require(PartitionState partition) {
            return new Requirement.Forced();
        }
    },
    /**
     * The leader has forced them to its disk, and every replica in sync has them, of which there must be {@code min.insync.replicas}. They
     * survive what they survive with {@code acks=all}, and besides that all machines lose power at once and the leader's disk remains: the
     * others need not have forced them by then.
     */
    ALL(21) {
        @Override
        public Admission admit(PartitionState partition) {
            if (partition.inSyncReplicaCount() >= partition.inSyncReplicaCountMin()) {
                return Admission.admitted();
            }
            return new Admission.Refused(
                    ErrorCode.NOT_ENOUGH_REPLICAS,
                    "ack.policy=forced with forced.replicas=all needs min.insync.replicas=" + partition.inSyncReplicaCountMin()
                            + " replicas in sync, and " + partition.inSyncReplicaCount() + " of " + partition.replicaCount() + " are");
        }

        @Override
        public Requirement require(PartitionState partition) {
            return new Requirement.AllOf(List.of(new Requirement.HighWatermark(), new Requirement.Forced()));
        }
    };

    private final short acks;

    ForcedAckPolicy(int acks) {
        this.acks = (short) acks;
    }

    @Override
    public short acks() {
        return acks;
    }

    @Override
    public boolean answerAwaited() {
        return true;
    }
}
