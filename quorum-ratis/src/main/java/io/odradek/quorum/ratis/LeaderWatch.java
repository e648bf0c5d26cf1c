package io.odradek.quorum.ratis;

import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.runtime.EventLoop;
import java.util.concurrent.RejectedExecutionException;

/**
 * Who leads, as this member believes: told by Ratis when somebody was elected, and looked up when nobody may lead any more, which Ratis does not
 * tell a follower.
 *
 * <p>Confined to the loop, but for {@link #current} and {@link #elected}.
 */
final class LeaderWatch {
    private final EventLoop loop;
    private final MachineGate gate;
    private final Runnable whenChanged;
    private volatile Leadership current = Leadership.NONE;

    LeaderWatch(EventLoop loop, MachineGate gate, Runnable whenChanged) {
        this.loop = loop;
        this.gate = gate;
        this.whenChanged = whenChanged;
    }

    /** Thread-safe. */
    Leadership current() {
        return current;
    }

    /** Thread-safe: somebody was elected, in this term. */
    void elected(int leaderId, long term) {
        try {
            loop.execute(() -> become(new Leadership(leaderId, term)));
        } catch (RejectedExecutionException ended) {
            // The loop has ended, and with it whoever would want to know.
        }
    }

    /** Nobody is known to lead, as of this term. */
    void nobody(long term) {
        if (current.leaderId() != Leadership.NOBODY) {
            become(new Leadership(Leadership.NOBODY, Math.max(term, current.term())));
        }
    }

    private void become(Leadership next) {
        if (next.term() < current.term() || next.equals(current)) {
            return;
        }
        current = next;
        gate.led(next);
        whenChanged.run();
    }
}
