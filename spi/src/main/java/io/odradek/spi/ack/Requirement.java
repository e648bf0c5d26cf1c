package io.odradek.spi.ack;

import java.util.List;

/**
 * What must hold for appended records before their request is answered. The engine parks the request on it; a policy only names it.
 *
 * <p>Immutable.
 */
public sealed interface Requirement {
    /** Whether it holds for records that end before {@code endOffset}. Once true it stays true for one leader. */
    boolean isMet(Progress progress, long endOffset);

    /** The leader has appended them: always true. */
    record Appended() implements Requirement {
        @Override
        public boolean isMet(Progress progress, long endOffset) {
            return true;
        }
    }

    /** The high watermark has passed them: every replica in sync has them. */
    record HighWatermark() implements Requirement {
        @Override
        public boolean isMet(Progress progress, long endOffset) {
            return progress.highWatermark() >= endOffset;
        }
    }

    /**
     * So many replicas, the leader among them, have them.
     *
     * @param replicaCount how many
     */
    record Replicas(int replicaCount) implements Requirement {
        @Override
        public boolean isMet(Progress progress, long endOffset) {
            return progress.replicasWith(endOffset) >= replicaCount;
        }
    }

    /** The leader has forced them to its disk. */
    record Forced() implements Requirement {
        @Override
        public boolean isMet(Progress progress, long endOffset) {
            return progress.forcedOffset() >= endOffset;
        }
    }

    /**
     * All of several.
     *
     * @param parts what must hold
     */
    record AllOf(List<Requirement> parts) implements Requirement {
        /** Copies the parts. */
        public AllOf {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean isMet(Progress progress, long endOffset) {
            for (Requirement part : parts) {
                if (!part.isMet(progress, endOffset)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** How far a partition is. Confined to the partition's event loop. */
    interface Progress {
        /** Records below it are on every replica in sync. */
        long highWatermark();

        /** How many replicas, the leader among them, have everything below {@code endOffset}. */
        int replicasWith(long endOffset);

        /** Records below it are forced to the leader's disk. */
        long forcedOffset();
    }
}
