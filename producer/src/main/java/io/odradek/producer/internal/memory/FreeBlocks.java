package io.odradek.producer.internal.memory;

import org.jspecify.annotations.Nullable;

/** The free blocks of one size, linked through the blocks themselves so that any of them can be taken out at once. Caller synchronises. */
final class FreeBlocks {
    private @Nullable MemoryBlock first;

    void add(MemoryBlock block) {
        block.state = MemoryBlock.State.FREE;
        block.freePrevious = null;
        block.freeNext = first;
        if (first != null) {
            first.freePrevious = block;
        }
        first = block;
    }

    void remove(MemoryBlock block) {
        if (block.freePrevious != null) {
            block.freePrevious.freeNext = block.freeNext;
        } else {
            first = block.freeNext;
        }
        if (block.freeNext != null) {
            block.freeNext.freePrevious = block.freePrevious;
        }
        block.freePrevious = null;
        block.freeNext = null;
    }

    @Nullable MemoryBlock poll() {
        MemoryBlock block = first;
        if (block != null) {
            remove(block);
        }
        return block;
    }
}
