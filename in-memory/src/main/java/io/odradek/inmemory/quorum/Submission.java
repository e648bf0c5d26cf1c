package io.odradek.inmemory.quorum;

import io.odradek.spi.runtime.EventLoop;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way, perhaps in several copies.
 *
 * <p>Caller synchronises, on the quorum; the future is completed on the loop of the member that submitted it.
 */
final class Submission {
    private final SharedMember member;
    private final byte[] command;
    private final boolean answered;
    private final boolean madeWhileCut;
    private final CompletableFuture<Long> outcome = new CompletableFuture<>();
    private EventLoop.@Nullable Timer timeout;
    private int copiesUnderWay;
    private boolean failed;
    private boolean onItsOwn;

    Submission(SharedMember member, byte[] command, SubmitFate fate, boolean madeWhileCut) {
        this.member = member;
        this.command = command;
        this.answered = fate.answered();
        this.copiesUnderWay = fate.commitDelaysNs().size();
        this.madeWhileCut = madeWhileCut;
    }

    SharedMember member() {
        return member;
    }

    byte[] command() {
        return command;
    }

    CompletableFuture<Long> outcome() {
        return outcome;
    }

    /** Whether its member was cut off from the quorum already when it submitted it. */
    boolean madeWhileCut() {
        return madeWhileCut;
    }

    /** Whether its member is told when it is applied. */
    boolean wantsAnswer() {
        return answered && !failed;
    }

    void startTimeout(EventLoop.Timer timer) {
        timeout = timer;
    }

    /** Stops the clock; on the loop. */
    void stopTimeout() {
        if (timeout != null) {
            timeout.cancel();
        }
    }

    /** A copy has come to the quorum; false when none was expected any more. */
    boolean arrive() {
        if (copiesUnderWay == 0) {
            return false;
        }
        copiesUnderWay--;
        return true;
    }

    /** Expects no copy any more; whether one was expected. */
    boolean abandon() {
        boolean expected = copiesUnderWay > 0;
        copiesUnderWay = 0;
        return expected;
    }

    /** Nobody waits for it any more. */
    void fail() {
        failed = true;
    }

    boolean hasFailed() {
        return failed;
    }

    /** It reached the others: its member's fate is its own no more. */
    void goOnItsOwn() {
        onItsOwn = true;
    }

    boolean isOnItsOwn() {
        return onItsOwn;
    }
}
