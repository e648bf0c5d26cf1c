package io.odradek.producer.internal.accumulate;

import io.odradek.producer.internal.memory.MemoryBlock;
import org.jspecify.annotations.Nullable;

/** A block that a thread waited for, until a batch takes it. Confined to that thread. */
public final class SpareBlock {
    private @Nullable MemoryBlock block;

    /** Holds a block. */
    public SpareBlock(MemoryBlock block) {
        this.block = block;
    }

    @Nullable MemoryBlock takeIfFits(int sizeBytes) {
        MemoryBlock taken = block;
        if (taken == null || taken.sizeBytes() < sizeBytes) {
            return null;
        }
        block = null;
        return taken;
    }

    /** Gives the block back if nobody took it. */
    public void releaseUnused() {
        MemoryBlock unused = block;
        block = null;
        if (unused != null) {
            unused.release();
        }
    }
}
