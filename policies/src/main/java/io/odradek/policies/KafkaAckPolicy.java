package io.odradek.policies;

import io.odradek.api.ErrorCode;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.Admission;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.ack.Requirement;

/** Kafka's three rules. Immutable. */
enum KafkaAckPolicy implements AckPolicy {
    /** Nobody awaits an answer. */
    NONE(0),
    /** The leader has it. */
    LEADER(1),
    /** Every replica in sync has it, and they are enough. */
    ALL(-1) {
        @Override
        public Admission admit(PartitionState partition) {
            if (partition.inSyncReplicaCount() >= partition.inSyncReplicaCountMin()) {
                return Admission.admitted();
            }
            return new Admission.Refused(
                    ErrorCode.NOT_ENOUGH_REPLICAS,
                    "acks=all needs min.insync.replicas=" + partition.inSyncReplicaCountMin() + " replicas in sync, and "
                            + partition.inSyncReplicaCount() + " of " + partition.replicaCount() + " are");
        }

        @Override
        public Requirement require(PartitionState partition) {
            return new Requirement.HighWatermark();
        }
    };

    private final short acks;

    KafkaAckPolicy(int acks) {
        this.acks = (short) acks;
    }

    @Override
    public short acks() {
        return acks;
    }

    @Override
    public boolean answerAwaited() {
        return this != NONE;
    }

    @Override
    public Admission admit(PartitionState partition) {
        return Admission.admitted();
    }

    @Override
    public Requirement require(PartitionState partition) {
        return new Requirement.Appended();
    }
}
