package io.odradek.testkit.cluster;

import io.odradek.spi.runtime.EventLoop;
import io.odradek.testkit.world.Draw;

/**
 * A broker loses the others and finds them again, over and over.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class Flap {
    private static final long NS_MIN = 1_000_000L;
    private static final long NS_MAX = 1_000_000_000L;

    private final EventLoop director;
    private final Draw draw;
    private final Links links;
    private final ClusterBroker broker;
    private Runnable mending = () -> {};
    private boolean mended;

    Flap(EventLoop director, Draw draw, Links links, ClusterBroker broker) {
        this.director = director;
        this.draw = draw;
        this.links = links;
        this.broker = broker;
    }

    /** It begins. */
    void part() {
        if (!mended) {
            mending = links.cutToOthers(broker);
            director.schedule(draw.between(NS_MIN, NS_MAX), this::join);
        }
    }

    private void join() {
        mending.run();
        mending = () -> {};
        if (!mended) {
            director.schedule(draw.between(NS_MIN, NS_MAX), this::part);
        }
    }

    /** It is over. */
    void mend() {
        mended = true;
        join();
    }
}
