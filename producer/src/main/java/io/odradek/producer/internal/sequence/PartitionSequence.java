package io.odradek.producer.internal.sequence;

import org.jspecify.annotations.Nullable;

/**
 * The numbering of one partition's batches.
 *
 * <p>Confined to the event loop of the partition. Brokers keep what they know of a producer per partition, so a partition that has to begin
 * anew raises its own epoch and leaves all others alone. Sequences are 32-bit numbers that wrap from the greatest to 0.
 */
public final class PartitionSequence {
    private static final int NONE_ACKED = -1;

    private @Nullable ProducerIdentity identity;
    private short epoch;
    private int next;
    private int lastAcked = NONE_ACKED;
    private boolean unresolved;

    /** Whether batches can be numbered. */
    public boolean hasIdentity() {
        return identity != null;
    }

    /** The id in use; only with an identity. */
    public long producerId() {
        return identity().producerId();
    }

    /** The epoch in use; only with an identity. */
    public short epoch() {
        identity();
        return epoch;
    }

    private ProducerIdentity identity() {
        if (identity == null) {
            throw new IllegalStateException("the partition has no producer identity yet");
        }
        return identity;
    }

    /** Begins to number from 0 under an identity. */
    public void begin(ProducerIdentity newIdentity) {
        identity = newIdentity;
        epoch = newIdentity.epoch();
        restart();
    }

    private void restart() {
        next = 0;
        lastAcked = NONE_ACKED;
        unresolved = false;
    }

    /** Numbers a batch; the sequence of its first record. */
    public int assign(int recordCount) {
        identity();
        int base = next;
        next = plus(base, recordCount);
        return base;
    }

    /** A batch is in the log. */
    public void acked(int baseSequence, int recordCount) {
        int last = plus(baseSequence, recordCount - 1);
        // A batch that was in the log all along, but was sent again, may be acknowledged after later ones: that is no step back.
        if (lastAcked == NONE_ACKED || plus(last, -lastAcked) <= Integer.MAX_VALUE / 2) {
            lastAcked = last;
        }
    }

    /** Whether the broker must expect this sequence next: if it refuses it, it has lost what it knew. */
    public boolean isNextAfterAcked(int baseSequence) {
        return baseSequence == plus(lastAcked, 1);
    }

    /** A numbered batch was given up: there may be a hole. No batch may be numbered until {@link #resolve}. */
    public void gaveUp() {
        unresolved = true;
    }

    /** Whether it has to be resolved first. */
    public boolean isUnresolved() {
        return unresolved;
    }

    /**
     * Decides, with nothing in flight, whether the numbering can go on.
     *
     * @return whether it went on; false when it has begun anew, and batches must be numbered again
     */
    public boolean resolve() {
        if (plus(lastAcked, 1) == next) {
            unresolved = false;
            return true;
        }
        beginAnew();
        return false;
    }

    /** Raises the epoch and numbers from 0. When no epoch is left the identity is gone, and a new one must be asked for. */
    public void beginAnew() {
        if (epoch == Short.MAX_VALUE) {
            identity = null;
        } else {
            epoch++;
        }
        restart();
    }

    private static int plus(int sequence, int count) {
        return (int) (((long) sequence + count) & Integer.MAX_VALUE);
    }
}
