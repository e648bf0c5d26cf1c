package io.odradek.log;

/**
 * How far a log is: {@code start ≤ high watermark ≤ end} and {@code forced ≤ end}.
 *
 * <p>Confined to the log's event loop.
 */
final class LogProgress {
    private final LogListener listener;
    private long startOffset;
    private long endOffset;
    private long highWatermark;
    private long forcedOffset;
    private long recoveryPoint;
    private boolean highWatermarkHeld;

    LogProgress(LogListener listener, LogPosition position, long endOffset) {
        this.listener = listener;
        this.startOffset = position.logStartOffset();
        this.recoveryPoint = position.recoveryPoint();
        this.forcedOffset = position.recoveryPoint();
        this.endOffset = endOffset;
        this.highWatermark = endOffset;
    }

    long startOffset() {
        return startOffset;
    }

    long endOffset() {
        return endOffset;
    }

    long highWatermark() {
        return highWatermark;
    }

    long forcedOffset() {
        return forcedOffset;
    }

    LogPosition position() {
        return new LogPosition(startOffset, recoveryPoint);
    }

    void appendedTo(long offset) {
        endOffset = offset;
        if (!highWatermarkHeld) {
            highWatermark = offset;
        }
        listener.moved();
    }

    void forcedTo(long offset) {
        if (offset > forcedOffset) {
            forcedOffset = offset;
            listener.moved();
        }
    }

    /** All that is needed to find the batches before the offset again is on disk too. */
    void recoverableTo(long offset) {
        recoveryPoint = Math.max(recoveryPoint, offset);
    }

    void startAt(long offset) {
        if (offset > startOffset) {
            startOffset = offset;
            highWatermark = Math.max(highWatermark, offset);
            listener.moved();
        }
    }

    void holdHighWatermark() {
        highWatermarkHeld = true;
    }

    void raiseHighWatermark(long offset) {
        highWatermarkHeld = true;
        long raised = Math.min(offset, endOffset);
        if (raised > highWatermark) {
            highWatermark = raised;
            listener.moved();
        }
    }
}
