package io.odradek.transport.netty;

import io.netty.util.concurrent.ScheduledFuture;
import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.EventLoop;
import java.util.concurrent.TimeUnit;

/**
 * One of Netty's event loops.
 *
 * <p>Thread-safe.
 */
final class NettyEventLoop implements EventLoop {
    private final io.netty.channel.EventLoop delegate;
    private final Clock clock;

    NettyEventLoop(io.netty.channel.EventLoop delegate, Clock clock) {
        this.delegate = delegate;
        this.clock = clock;
    }

    io.netty.channel.EventLoop delegate() {
        return delegate;
    }

    @Override
    public void execute(Runnable task) {
        delegate.execute(task);
    }

    @Override
    public boolean inEventLoop() {
        return delegate.inEventLoop();
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Timer schedule(long delayNs, Runnable task) {
        ScheduledFuture<?> timer = delegate.schedule(task, Math.max(0, delayNs), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }
}
