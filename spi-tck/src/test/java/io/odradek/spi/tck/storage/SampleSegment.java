package io.odradek.spi.tck.storage;

import io.odradek.api.StorageException;
import io.odradek.spi.runtime.WorkQueue;
import io.odradek.spi.storage.FileRange;
import io.odradek.spi.storage.Segment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A segment of a sample storage: every step of its work waits for the one before. */
final class SampleSegment implements Segment {
    private final SampleFolder folder;
    private final SampleDisk disk;
    private final SampleDisk.Content content;
    private final WorkQueue queue = new WorkQueue();
    private String name;
    private long endBytes;
    private long preparedBytes;
    private long capacityBytes;
    private int cutsAhead;
    private boolean appending;
    private boolean sealed;
    private boolean closed;
    private boolean poisoned;

    SampleSegment(SampleFolder folder, String name, SampleDisk.Content content, long capacityBytes, boolean appending) {
        this.folder = folder;
        this.disk = folder.storage().disk();
        this.content = content;
        this.name = name;
        this.capacityBytes = capacityBytes;
        this.appending = appending;
        this.endBytes = content.bytes.length;
        this.preparedBytes = endBytes;
    }

    void renamed(String newName) {
        name = newName;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long endBytes() {
        synchronized (disk) {
            return endBytes;
        }
    }

    @Override
    public long preparedBytes() {
        synchronized (disk) {
            return preparedBytes;
        }
    }

    @Override
    public long capacityBytes() {
        return capacityBytes;
    }

    @Override
    public CompletableFuture<Void> prepare(long untilBytes) {
        return step(() -> {
            require(appending && !poisoned);
            int until = (int) Math.min(untilBytes, capacityBytes);
            disk.takeSpace(until - content.bytes.length, name);
            if (until > content.bytes.length) {
                content.resize(until);
            }
            if (cutsAhead == 0) {
                preparedBytes = Math.max(preparedBytes, until);
            }
            return null;
        });
    }

    @Override
    public void append(ByteBuffer source) {
        synchronized (disk) {
            folder.storage().requireAlive();
            require((appending || sealed && disk.has(Defect.S9_SEALED_TAKES_APPENDS)) && !poisoned);
            long roomBytes = preparedBytes - endBytes;
            if (source.remaining() > roomBytes) {
                refuseOrGrow(source, (int) roomBytes);
            }
            if (disk.appendFails) {
                disk.appendFails = false;
                poisoned = !disk.has(Defect.S7_STORE_FAULT_IS_FORGOTTEN);
                throw new StorageException("storing into " + name + " failed");
            }
            int sizeBytes = source.remaining();
            source.get(content.bytes, (int) endBytes, sizeBytes);
            endBytes += sizeBytes;
            if (disk.has(Defect.S2_APPENDS_ARE_READ_LATE)) {
                content.bytes[(int) endBytes - 1] = 0;
            }
        }
    }

    private void refuseOrGrow(ByteBuffer source, int roomBytes) {
        if (disk.has(Defect.S5_APPENDS_GROW_THE_FILE) || disk.has(Defect.S9_SEALED_TAKES_APPENDS) && sealed) {
            content.resize((int) endBytes + source.remaining());
            return;
        }
        if (disk.has(Defect.S5_REFUSED_APPENDS_STORE_A_PART)) {
            source.get(content.bytes, (int) endBytes, roomBytes);
            endBytes += roomBytes;
        }
        throw new StorageException(name + " has no room");
    }

    @Override
    public int read(long positionBytes, ByteBuffer target) {
        synchronized (disk) {
            require(true);
            int sizeBytes = (int) Math.max(0, Math.min(target.remaining(), endBytes - positionBytes));
            target.put(content.bytes, (int) Math.min(positionBytes, content.bytes.length), sizeBytes);
            return sizeBytes;
        }
    }

    @Override
    public FileRange range(long positionBytes, int sizeBytes) {
        synchronized (disk) {
            require(true);
            if (positionBytes < 0 || positionBytes + sizeBytes > endBytes) {
                throw new IllegalArgumentException("range " + positionBytes + " + " + sizeBytes);
            }
            disk.openCount++;
            return new Range((int) positionBytes, sizeBytes);
        }
    }

    @Override
    public CompletableFuture<Integer> readForRecovery(long positionBytes, ByteBuffer target) {
        return step(() -> {
            int sizeBytes = (int) Math.min(target.remaining(), content.bytes.length - positionBytes);
            target.put(content.bytes, (int) positionBytes, sizeBytes);
            return sizeBytes == 0 ? -1 : sizeBytes;
        });
    }

    @Override
    public CompletableFuture<Void> cutTail(long newEndBytes) {
        synchronized (disk) {
            if (newEndBytes > endBytes) {
                return CompletableFuture.failedFuture(new StorageException(name + " ends before " + newEndBytes));
            }
            endBytes = newEndBytes;
            preparedBytes = newEndBytes;
            cutsAhead++;
        }
        return step(() -> {
            cutsAhead--;
            if (!disk.has(Defect.S8_CUT_MOVES_THE_END_ONLY)) {
                content.resize((int) newEndBytes);
            }
            if (!disk.has(Defect.S8_CUT_IS_NOT_FORCED)) {
                disk.force(content, name);
            }
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> resume(long newCapacityBytes) {
        return step(() -> {
            require(!appending && !sealed);
            appending = true;
            capacityBytes = newCapacityBytes;
            return null;
        });
    }

    @Override
    public CompletableFuture<Long> force() {
        long coveredBytes = endBytes;
        CompletableFuture<Long> forcing = step(() -> {
            require(!poisoned);
            try {
                disk.force(content, name);
            } catch (StorageException failure) {
                poisoned = !disk.has(Defect.S7_FAILED_FORCE_IS_FORGOTTEN);
                throw failure;
            }
            return coveredBytes;
        });
        return disk.has(Defect.S4_FORCE_CLAIMS_TOO_MUCH) ? forcing.thenApply(covered -> endBytes) : forcing;
    }

    @Override
    public CompletableFuture<Void> seal() {
        return step(() -> {
            endAppends();
            sealed = true;
            return null;
        });
    }

    private void endAppends() {
        if (appending) {
            appending = false;
            preparedBytes = endBytes;
            if (!disk.has(Defect.S9_SEALED_KEEPS_ITS_TAIL)) {
                content.resize((int) endBytes);
            }
            if (!disk.has(Defect.S9_SEAL_IS_NOT_FORCED)) {
                disk.force(content, name);
            }
        }
    }

    @Override
    public CompletableFuture<Void> close() {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        return step(() -> {
            endAppends();
            discard();
            return null;
        });
    }

    void discard() {
        if (!closed) {
            closed = true;
            appending = false;
            preparedBytes = endBytes;
            disk.openCount--;
            folder.forget(this);
        }
    }

    private void require(boolean condition) {
        if (closed || !condition) {
            throw new StorageException(name + " cannot do this now");
        }
    }

    private <T> CompletableFuture<T> step(Callable<T> work) {
        return queue.alone(() -> folder.submit(() -> {
            require(true);
            return work.call();
        }));
    }

    private final class Range implements FileRange {
        private final int positionBytes;
        private final int sizeBytes;
        private final AtomicBoolean released = new AtomicBoolean();

        Range(int positionBytes, int sizeBytes) {
            this.positionBytes = positionBytes;
            this.sizeBytes = sizeBytes;
        }

        @Override
        public int sizeBytes() {
            return sizeBytes;
        }

        @Override
        public int read(int offsetBytes, ByteBuffer target) {
            synchronized (disk) {
                int at = positionBytes + offsetBytes;
                int readBytes = Math.min(target.remaining(), Math.min(sizeBytes - offsetBytes, content.bytes.length - at));
                target.put(content.bytes, Math.min(at, content.bytes.length), Math.max(0, readBytes));
                return Math.max(0, readBytes);
            }
        }

        @Override
        public Optional<FileChannel> channel() {
            return Optional.empty();
        }

        @Override
        public long positionBytes() {
            return positionBytes;
        }

        @Override
        public void release() {
            if (!released.compareAndSet(false, true)) {
                throw new IllegalStateException("released twice");
            }
            synchronized (disk) {
                disk.openCount--;
            }
        }
    }
}
