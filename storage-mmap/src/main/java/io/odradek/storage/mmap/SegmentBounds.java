package io.odradek.storage.mmap;

/**
 * How far a segment goes: {@code 0 ≤ end ≤ prepared ≤ capacity} while it takes appends.
 *
 * <p>Confined to its segment's event loop.
 */
final class SegmentBounds {
    private static final long NEVER_FORCED = -1;

    long endBytes;
    long preparedBytes;
    long capacityBytes;
    long forcedBytes = NEVER_FORCED;
    int cutsAhead;

    SegmentBounds(long endBytes, long capacityBytes) {
        this.endBytes = endBytes;
        this.preparedBytes = endBytes;
        this.capacityBytes = capacityBytes;
    }

    /** Nothing more fits. */
    void stopAppends() {
        preparedBytes = endBytes;
    }

    /** A cut was asked for, and waits for work that was asked for before. */
    void cutBegins(long newEndBytes) {
        endBytes = newEndBytes;
        cutsAhead++;
        stopAppends();
    }

    void cutEnded() {
        cutsAhead--;
    }

    /** A force that covered so much has ended; a cut meanwhile may have moved the end below that. */
    long forced(long coveredBytes) {
        forcedBytes = Math.min(Math.max(forcedBytes, coveredBytes), endBytes);
        return coveredBytes;
    }
}
