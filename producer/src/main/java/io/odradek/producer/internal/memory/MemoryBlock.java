package io.odradek.producer.internal.memory;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A block of direct memory, lent by a {@link MemoryPool}.
 *
 * <p>Caller synchronises: it has one owner at a time, who may hand it on, and who releases it once. A block is a node of a tree in which
 * every block is cut into four smaller ones; it is lent, or cut, or free, never two of these.
 */
public final class MemoryBlock {
    static final int CHILD_COUNT = 4;

    private static final byte SPOILT = (byte) 0xDB;

    enum State {
        FREE,
        LENT,
        CUT
    }

    final int order;
    final @Nullable MemoryBlock parent;
    State state = State.FREE;
    MemoryBlock @Nullable [] children;
    @Nullable MemoryBlock freePrevious;
    @Nullable MemoryBlock freeNext;

    private final MemoryPool pool;
    private final ByteBuffer buffer;

    MemoryBlock(MemoryPool pool, ByteBuffer buffer, int order, @Nullable MemoryBlock parent) {
        this.pool = pool;
        this.buffer = buffer;
        this.order = order;
        this.parent = parent;
    }

    /** The block's bytes, big-endian, cleared when it was lent; not to be touched after {@link #release}. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** How much memory the block takes. */
    public int sizeBytes() {
        return buffer.capacity();
    }

    /** Gives the block back. A second time is an {@link IllegalStateException}. */
    public void release() {
        assert spoil();
        pool.release(this);
    }

    /** Where assertions are on, nothing that was in a block outlives it: whoever reads on, the network for one, is found. */
    private boolean spoil() {
        if (state == State.LENT) {
            buffer.clear();
            for (int i = 0; i < buffer.capacity(); i++) {
                buffer.put(i, SPOILT);
            }
        }
        return true;
    }

    MemoryBlock[] cut() {
        state = State.CUT;
        if (children == null) {
            int childSizeBytes = sizeBytes() / CHILD_COUNT;
            children = new MemoryBlock[CHILD_COUNT];
            buffer.clear();
            for (int i = 0; i < CHILD_COUNT; i++) {
                children[i] = new MemoryBlock(pool, buffer.slice(i * childSizeBytes, childSizeBytes), order - 1, this);
            }
        }
        return children;
    }

    boolean isWhole() {
        if (children != null) {
            for (MemoryBlock child : children) {
                if (child.state != State.FREE) {
                    return false;
                }
            }
        }
        return true;
    }
}
