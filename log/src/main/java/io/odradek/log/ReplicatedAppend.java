package io.odradek.log;

import io.odradek.protocol.record.RecordBatches;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A follower's append: batches as their leader stored them, all of them judged before the first is stored; over several segments where
 * one does not hold them.
 *
 * <p>Confined to the log's event loop.
 */
final class ReplicatedAppend implements PendingAppend {
    private final BatchStore store;
    private final Keeping keeping;
    private final ByteBuffer rest;
    private Demand demand = Demand.NOTHING;
    private long firstOffset;
    private boolean judged;
    /** Before that, a listener that hears of the first batches could append its own before the last. */
    private boolean inQueue;
    private boolean gapMayBeCut;

    ReplicatedAppend(BatchStore store, Keeping keeping, ByteBuffer bytes) {
        this.store = store;
        this.keeping = keeping;
        this.rest = bytes.duplicate();
    }

    @Override
    public @Nullable AppendResult attempt() {
        Optional<AppendResult> refusal = store.parts().health().refusal();
        if (refusal.isEmpty() && !judged) {
            refusal = judge();
        }
        while (refusal.isEmpty() && rest.hasRemaining()) {
            demand = nextRun();
            if (!store.growth().canHold(demand.sizeBytes())) {
                return shortened(store.growth().tooLarge(demand.sizeBytes()));
            }
            boolean last = demand.sizeBytes() == rest.remaining();
            if (!store.growth().isReadyFor(demand) || !last && !inQueue) {
                return null;
            }
            refusal = store.store(rest.slice(rest.position(), demand.sizeBytes()));
            rest.position(rest.position() + demand.sizeBytes());
        }
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return gapMayBeCut ? null : appended();
    }

    private Optional<AppendResult> judge() {
        judged = true;
        firstOffset = store.parts().progress().endOffset();
        ReplicaCheck check = new ReplicaCheck(store, rest);
        Optional<AppendResult> refusal = check.run();
        rest.limit(check.endPosition());
        gapMayBeCut = check.hasGap();
        return refusal;
    }

    /** The first batch that is left, and those behind it that go to the same segment. */
    private Demand nextRun() {
        Demand run = Demand.NOTHING;
        for (RecordBatches each = new RecordBatches(rest, RecordBatches.Tail.REFUSE); each.next(); ) {
            Demand longer = run.and(each.batch());
            if (longer.sizeBytes() > store.growth().freeBytes() || store.growth().mustRoll(longer)) {
                return run.sizeBytes() > 0 ? run : longer;
            }
            run = longer;
        }
        return run;
    }

    @Override
    public CompletableFuture<Void> makeRoom() {
        inQueue = true;
        if (rest.hasRemaining()) {
            return store.growth().isReadyFor(demand)
                    ? CompletableFuture.completedFuture(null)
                    : store.growth().makeRoom(demand);
        }
        // Recovery takes a gap for damage unless it is before the recovery point.
        gapMayBeCut = false;
        return keeping.force().thenCompose(forced -> store.parts().keepPosition());
    }

    @Override
    public AppendResult withoutRoom(Throwable failure) {
        return shortened(Growth.noRoom(demand, store.name(), failure));
    }

    private AppendResult.Appended appended() {
        return new AppendResult.Appended(firstOffset, store.parts().progress().endOffset(), -1, false);
    }

    /** What is stored stays stored: it is the refusal's turn only when that is nothing. */
    private AppendResult shortened(AppendResult refusal) {
        AppendResult.Appended appended = appended();
        return appended.endOffset() > appended.firstOffset() ? appended : refusal;
    }
}
