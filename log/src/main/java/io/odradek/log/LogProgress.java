package io.odradek.log;

/**
 * How far a log is: {@code start ≤ high watermark ≤ end} and {@code recovery point ≤ forced ≤ end}.
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
    private long savedHighWatermark;
    private boolean highWatermarkHeld;

    /** The progress of a log that was opened: all that it has is forced, and up to the recovery point the rest is on disk too. */
    LogProgress(LogListener listener, LogPosition position, long endOffset) {
        this.listener = listener;
        this.startOffset = position.logStartOffset();
        this.recoveryPoint = position.recoveryPoint();
        this.forcedOffset = endOffset;
        this.endOffset = endOffset;
        this.highWatermark = endOffset;
        this.savedHighWatermark = Math.min(position.highWatermark(), endOffset);
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

    /** The high watermark that was saved before the log was opened, as far as the log still reaches; its start if there is none. */
    long savedHighWatermark() {
        return Math.max(savedHighWatermark, startOffset);
    }

    long forcedOffset() {
        return forcedOffset;
    }

    /** What is to be found again; a high watermark that nobody holds would only say where the log ends. */
    LogPosition position() {
        return new LogPosition(startOffset, recoveryPoint, highWatermarkHeld ? highWatermark : savedHighWatermark);
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

    /** The log ends at {@code offset} now, before its end so far: nothing of it reaches further. */
    void cutTo(long offset) {
        endOffset = offset;
        highWatermark = Math.min(highWatermark, offset);
        savedHighWatermark = Math.min(savedHighWatermark, offset);
        forcedOffset = Math.min(forcedOffset, offset);
        recoveryPoint = Math.min(recoveryPoint, offset);
        listener.moved();
    }

    /** The log is empty now, and begins at {@code offset}. */
    void restartAt(long offset) {
        startOffset = offset;
        endOffset = offset;
        highWatermark = offset;
        savedHighWatermark = Math.min(savedHighWatermark, offset);
        forcedOffset = offset;
        recoveryPoint = offset;
        listener.moved();
    }

    void holdHighWatermark() {
        highWatermarkHeld = true;
    }

    void startHighWatermarkAt(long offset) {
        highWatermarkHeld = true;
        long started = Math.min(Math.max(offset, startOffset), endOffset);
        if (started != highWatermark) {
            highWatermark = started;
            listener.moved();
        }
    }

    /** Raises the high watermark; whether it moved. */
    boolean raiseHighWatermark(long offset) {
        highWatermarkHeld = true;
        long raised = Math.min(offset, endOffset);
        if (raised <= highWatermark) {
            return false;
        }
        highWatermark = raised;
        listener.moved();
        return true;
    }
}
