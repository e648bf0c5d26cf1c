package io.odradek.producer.internal.memory;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lends direct memory in blocks of 1 KiB, 4 KiB, and so on up to a slab, within a bound; what waits on the heap is counted too.
 *
 * <p>Thread-safe. Slabs are allocated when they are first needed and kept. A block is cut into four of the next smaller size and made whole
 * again when all four are back, so that few large batches and many small ones can share the same memory. Threads that wait for memory are
 * served in the order in which they came.
 */
public final class MemoryPool {
    /** The smallest block. */
    public static final int BLOCK_SIZE_BYTES_MIN = 1024;

    private static final int ORDER_MAX = 5;
    private static final int SHARES_OF_FREE = 8;
    private static final int ORDER_DEDICATED = -1;

    private final long capacityBytes;
    private final int slabOrder;
    private final long slabCountMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Condition> waiting = new ArrayDeque<>();
    private final FreeBlocks[] free = new FreeBlocks[ORDER_MAX + 1];
    private long usedBytes;
    private long slabCount;

    /** A pool that lends at most {@code capacityBytes}. */
    public MemoryPool(long capacityBytes) {
        this.capacityBytes = capacityBytes;
        int order = 0;
        while (order < ORDER_MAX && sizeBytesOf(order + 1) <= capacityBytes / MemoryBlock.CHILD_COUNT) {
            order++;
        }
        this.slabOrder = order;
        this.slabCountMax = capacityBytes / sizeBytesOf(order);
        for (int i = 0; i < free.length; i++) {
            free[i] = new FreeBlocks();
        }
    }

    private static int sizeBytesOf(int order) {
        return BLOCK_SIZE_BYTES_MIN << (2 * order);
    }

    /** The bytes that are lent or counted now. */
    public long usedBytes() {
        lock.lock();
        try {
            return usedBytes;
        } finally {
            lock.unlock();
        }
    }

    /** The most bytes that can be lent. */
    public long capacityBytes() {
        return capacityBytes;
    }

    /** A block of at least this size if there is memory now and nobody has waited longer; else null. */
    public @Nullable MemoryBlock tryAcquire(int sizeBytes) {
        lock.lock();
        try {
            return waiting.isEmpty() ? take(sizeBytes) : null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A block of at least {@code neededBytes} if there is memory now and nobody has waited longer; else null. It has the {@code wantedBytes} that
     * are hoped for as long as that is a small part of what is free: where memory is short, a few do not take it all for what they may need later.
     */
    public @Nullable MemoryBlock tryAcquire(int neededBytes, int wantedBytes) {
        lock.lock();
        try {
            return waiting.isEmpty() ? take(fairSizeBytes(neededBytes, wantedBytes)) : null;
        } finally {
            lock.unlock();
        }
    }

    private int fairSizeBytes(int neededBytes, int wantedBytes) {
        long fairBytes = (capacityBytes - usedBytes) / SHARES_OF_FREE;
        int order = orderOf(neededBytes);
        if (order > slabOrder) {
            return neededBytes;
        }
        while (order < slabOrder && sizeBytesOf(order) < wantedBytes && sizeBytesOf(order + 1) <= fairBytes) {
            order++;
        }
        return sizeBytesOf(order);
    }

    private static int orderOf(int sizeBytes) {
        int order = 0;
        while (order <= ORDER_MAX && sizeBytesOf(order) < sizeBytes) {
            order++;
        }
        return order;
    }

    /** A block of at least this size, waited for as long as this; null when the time is over or the thread was interrupted. */
    public @Nullable MemoryBlock acquire(int sizeBytes, long waitNsMax) {
        lock.lock();
        try {
            return await(() -> take(sizeBytes), waitNsMax);
        } finally {
            lock.unlock();
        }
    }

    private <T> @Nullable T await(Supplier<@Nullable T> attempt, long waitNsMax) {
        T now = waiting.isEmpty() ? attempt.get() : null;
        if (now != null || waitNsMax <= 0) {
            return now;
        }
        Condition turn = lock.newCondition();
        waiting.addLast(turn);
        try {
            long leftNs = waitNsMax;
            while (leftNs > 0) {
                leftNs = turn.awaitNanos(leftNs);
                T later = waiting.peekFirst() == turn ? attempt.get() : null;
                if (later != null) {
                    return later;
                }
            }
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            waiting.remove(turn);
            signalFirst();
        }
    }

    /** A block of at least this size even beyond the bound: for what was counted already and only changes its place. */
    public MemoryBlock acquireBeyond(int sizeBytes) {
        lock.lock();
        try {
            MemoryBlock block = take(sizeBytes);
            return block != null ? block : dedicated(sizeBytes);
        } finally {
            lock.unlock();
        }
    }

    /** Counts bytes that wait elsewhere; false when there is no room for them. */
    public boolean tryCount(long bytes) {
        lock.lock();
        try {
            return waiting.isEmpty() && takeCount(bytes) != null;
        } finally {
            lock.unlock();
        }
    }

    /** Counts bytes that wait elsewhere, waiting for room as long as this; false when the time is over. */
    public boolean count(long bytes, long waitNsMax) {
        lock.lock();
        try {
            return await(() -> takeCount(bytes), waitNsMax) != null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Long takeCount(long bytes) {
        if (usedBytes + bytes > capacityBytes) {
            return null;
        }
        usedBytes += bytes;
        return bytes;
    }

    /** Takes counted bytes off. */
    public void uncount(long bytes) {
        lock.lock();
        try {
            usedBytes -= bytes;
            signalFirst();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable MemoryBlock take(int sizeBytes) {
        if (sizeBytes > sizeBytesOf(slabOrder)) {
            return usedBytes + sizeBytes > capacityBytes ? null : dedicated(sizeBytes);
        }
        int order = orderOf(sizeBytes);
        if (usedBytes + sizeBytesOf(order) > capacityBytes) {
            return null;
        }
        MemoryBlock block = find(order);
        return block == null ? null : lend(block);
    }

    private @Nullable MemoryBlock find(int order) {
        MemoryBlock block = free[order].poll();
        if (block != null) {
            return block;
        }
        if (order == slabOrder) {
            if (slabCount == slabCountMax) {
                return null;
            }
            slabCount++;
            return new MemoryBlock(this, ByteBuffer.allocateDirect(sizeBytesOf(order)), order, null);
        }
        MemoryBlock larger = find(order + 1);
        if (larger == null) {
            return null;
        }
        MemoryBlock[] pieces = larger.cut();
        for (int i = 1; i < pieces.length; i++) {
            free[order].add(pieces[i]);
        }
        return pieces[0];
    }

    private MemoryBlock dedicated(int sizeBytes) {
        return lend(new MemoryBlock(this, ByteBuffer.allocateDirect(sizeBytes), ORDER_DEDICATED, null));
    }

    private MemoryBlock lend(MemoryBlock block) {
        block.state = MemoryBlock.State.LENT;
        block.buffer().clear();
        usedBytes += block.sizeBytes();
        return block;
    }

    void release(MemoryBlock block) {
        lock.lock();
        try {
            if (block.state != MemoryBlock.State.LENT) {
                throw new IllegalStateException("a block of " + block.sizeBytes() + " bytes was given back twice");
            }
            usedBytes -= block.sizeBytes();
            if (block.order == ORDER_DEDICATED) {
                block.state = MemoryBlock.State.FREE;
            } else {
                giveBack(block);
            }
            signalFirst();
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(MemoryBlock block) {
        MemoryBlock back = block;
        free[back.order].add(back);
        while (back.parent != null && back.parent.isWhole() && back.parent.children != null) {
            for (MemoryBlock child : back.parent.children) {
                free[child.order].remove(child);
            }
            back = back.parent;
            free[back.order].add(back);
        }
    }

    private void signalFirst() {
        Condition first = waiting.peekFirst();
        if (first != null) {
            first.signal();
        }
    }
}
