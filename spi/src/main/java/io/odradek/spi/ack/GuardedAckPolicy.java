package io.odradek.spi.ack;

import io.odradek.api.ErrorCode;
import io.odradek.api.PluginException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds a policy to its rules. Immutable. */
final class GuardedAckPolicy implements AckPolicy {
    private final String name;
    private final AckPolicy policy;
    private final short acks;
    private final boolean answerAwaited;

    GuardedAckPolicy(String name, AckPolicy policy) {
        this.name = name;
        this.policy = policy;
        this.acks = answered("acks", policy::acks);
        this.answerAwaited = answered("answerAwaited", policy::answerAwaited);
    }

    /** What it is called. */
    String name() {
        return name;
    }

    @Override
    public short acks() {
        return acks;
    }

    @Override
    public boolean answerAwaited() {
        return answerAwaited;
    }

    @Override
    public Admission admit(PartitionState partition) {
        Admission admission = answered("admit", () -> policy.admit(partition));
        if (admission instanceof Admission.Refused) {
            check((Admission.Refused) admission);
        }
        return admission;
    }

    private void check(Admission.Refused refused) {
        if (!answerAwaited) {
            throw broken("refused an append though nobody awaits its answer");
        }
        if (refused.error() == null || refused.error() == ErrorCode.NONE || !refused.error().onWire()) {
            throw broken("refused an append with " + refused.error() + ", which is no error that travels on the wire");
        }
        if (refused.reason() == null || refused.reason().isBlank()) {
            throw broken("refused an append without a reason");
        }
    }

    @Override
    public Requirement require(PartitionState partition) {
        Requirement requirement = answered("require", () -> policy.require(partition));
        check(requirement, partition);
        return requirement;
    }

    private void check(Requirement requirement, PartitionState partition) {
        if (!answerAwaited && !(requirement instanceof Requirement.Appended)) {
            throw broken("requires " + requirement + " though nobody awaits its answer");
        }
        if (requirement instanceof Requirement.Replicas) {
            int replicaCount = ((Requirement.Replicas) requirement).replicaCount();
            if (replicaCount < 1 || replicaCount > partition.replicaCount()) {
                throw broken("requires " + replicaCount + " replicas of a partition that has " + partition.replicaCount());
            }
        }
        if (requirement instanceof Requirement.AllOf) {
            ((Requirement.AllOf) requirement).parts().forEach(part -> check(part, partition));
        }
    }

    private <T> T answered(String question, Supplier<? extends @Nullable T> answer) {
        T answered;
        try {
            answered = answer.get();
        } catch (Exception | LinkageError thrown) {
            throw new PluginException(describe() + " threw when asked to " + question + ": " + thrown, thrown);
        }
        if (answered == null) {
            throw broken("answered null when asked to " + question);
        }
        return answered;
    }

    private PluginException broken(String what) {
        return new PluginException(describe() + " broke its contract: it " + what);
    }

    @Override
    public String toString() {
        return describe();
    }

    private String describe() {
        return "the AckPolicy '" + name + "' (" + policy.getClass().getName() + ")";
    }
}
