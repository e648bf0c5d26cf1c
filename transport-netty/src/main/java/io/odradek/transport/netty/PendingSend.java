package io.odradek.transport.netty;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.odradek.spi.transport.OutboundFrame;
import io.odradek.spi.transport.SendReport;
import org.jspecify.annotations.Nullable;

/**
 * A frame between {@code send} and its report.
 *
 * <p>Confined to the event loop.
 */
final class PendingSend implements ChannelFutureListener {
    private final FrameWriter writer;
    private final OutboundFrame frame;
    private final SendReport report;
    private final long sizeBytes;
    private boolean done;
    private @Nullable Throwable failure;

    PendingSend(FrameWriter writer, OutboundFrame frame, SendReport report) {
        this.writer = writer;
        this.frame = frame;
        this.report = report;
        this.sizeBytes = frame.sizeBytes();
    }

    OutboundFrame frame() {
        return frame;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    boolean isDone() {
        return done;
    }

    @Nullable Throwable failure() {
        return failure;
    }

    /** The last part has left, or was given up. */
    @Override
    public void operationComplete(ChannelFuture lastPart) {
        done(lastPart.cause());
    }

    /** Nothing of it is Netty's any more. */
    void done(@Nullable Throwable cause) {
        done = true;
        failure = cause;
        writer.reportDone();
    }

    /** Releases the ranges, then reports. */
    void report() {
        for (OutboundFrame.Part part : frame.parts()) {
            if (part instanceof OutboundFrame.Range range) {
                range.range().release();
            }
        }
        report.released(failure);
    }
}
