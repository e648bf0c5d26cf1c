package io.odradek.testkit.world;

import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.Admission;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.ack.Requirement;

/**
 * Answers when the records are forced to the leader's disk. So an acknowledgement survives a loss of power, and a history can ask for it.
 *
 * <p>Immutable.
 */
final class ForcedAck implements AckPolicy {
    /** How a scenario's settings name it. */
    static final String NAME = "forced";

    private static final short ACKS = 2;

    @Override
    public short acks() {
        return ACKS;
    }

    @Override
    public boolean answerAwaited() {
        return true;
    }

    @Override
    public Admission admit(PartitionState partition) {
        return Admission.admitted();
    }

    @Override
    public Requirement require(PartitionState partition) {
        return new Requirement.Forced();
    }
}
