package io.odradek.testkit.cluster;

import io.odradek.spi.runtime.EventLoop;
import io.odradek.testkit.world.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Leaders move because somebody asks for it, and whoever leads the first partition next dies a moment after it has begun to. Until then it leads
 * as usual, or nobody copies what it writes, or nobody has copied either what its predecessor wrote last.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class NextLeaderDies {
    private static final long LOOK_NS = 5_000_000L;
    private static final long USUAL_NS_MAX = 100_000_000L;
    private static final long ALONE_NS_MAX = 500_000_000L;

    private enum Copies {
        AS_USUAL,
        NOT_OF_THE_NEXT,
        OF_NOBODY
    }

    private final EventLoop director;
    private final Draw draw;
    private final Links links;
    private final Leaders leaders;
    private final SimulatedOperator operator;
    private Optional<ClusterBroker> before = Optional.empty();
    private final Copies copies;
    private final List<ClusterBroker> dead = new ArrayList<>();
    private Runnable joining = () -> {};
    private boolean mended;

    NextLeaderDies(EventLoop director, Draw draw, Links links, Leaders leaders, SimulatedOperator operator) {
        this.director = director;
        this.draw = draw;
        this.links = links;
        this.leaders = leaders;
        this.operator = operator;
        this.copies = draw.oneOf(Copies.AS_USUAL, Copies.NOT_OF_THE_NEXT, Copies.OF_NOBODY);
    }

    /** It begins: nothing can move before another than the preferred one leads. */
    void begin() {
        if (leaders.isPreferred()) {
            leaders.ofFirstPartition().ifPresent(preferred -> {
                preferred.kill();
                dead.add(preferred);
                director.schedule(draw.between(0, USUAL_NS_MAX), preferred::start);
            });
        }
        awaitMovable();
    }

    private void awaitMovable() {
        if (!mended && leaders.canMove()) {
            before = leaders.ofFirstPartition();
            move();
        } else if (!mended) {
            director.schedule(LOOK_NS, this::awaitMovable);
        }
    }

    private void move() {
        if (copies == Copies.OF_NOBODY) {
            joining = links.cutAll();
            director.schedule(draw.between(0, ALONE_NS_MAX), operator::electPreferred);
        } else {
            operator.electPreferred();
        }
        look();
    }

    private void look() {
        Optional<ClusterBroker> now = leaders.ofFirstPartition();
        if (mended) {
            return;
        }
        if (now.isPresent() && !now.equals(before)) {
            doom(now.get());
        } else {
            director.schedule(LOOK_NS, this::look);
        }
    }

    private void doom(ClusterBroker next) {
        if (copies == Copies.NOT_OF_THE_NEXT) {
            joining = links.cutToOthers(next);
        }
        director.schedule(draw.between(0, copies == Copies.AS_USUAL ? USUAL_NS_MAX : ALONE_NS_MAX), () -> {
            if (!mended) {
                next.kill();
                dead.add(next);
            }
        });
    }

    /** It is over. */
    void mend() {
        mended = true;
        joining.run();
        dead.forEach(ClusterBroker::start);
    }
}
