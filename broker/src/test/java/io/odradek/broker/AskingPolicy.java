package io.odradek.broker;

import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.Admission;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.ack.Requirement;

/** A policy that admits everything and asks for what it is given. */
public record AskingPolicy(short acks, Requirement requirement) implements AckPolicy {
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
        return requirement;
    }
}
