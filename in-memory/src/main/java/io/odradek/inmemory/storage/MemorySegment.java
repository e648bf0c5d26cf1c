package io.odradek.inmemory.storage;

import io.odradek.api.StorageException;
import io.odradek.spi.runtime.WorkQueue;
import io.odradek.spi.storage.FileRange;
import io.odradek.spi.storage.Segment;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A segment of a disk in memory. */
final class MemorySegment implements Segment {
    private enum State {
        READING,
        APPENDING,
        SEALED,
        CLOSED
    }

    private final MemoryFolder folder;
    private final MemoryFile file;
    private final WorkQueue queue = new WorkQueue();
    private String name;
    private State state;
    private long endBytes;
    private long preparedBytes;
    private long capacityBytes;
    private int cutsAhead;
    private boolean preparing;
    private @Nullable StorageException poison;
    private @Nullable CompletableFuture<Void> ending;

    private MemorySegment(MemoryFolder folder, String name, MemoryFile file, State state, long capacityBytes) {
        this.folder = folder;
        this.name = name;
        this.file = file;
        this.state = state;
        this.capacityBytes = capacityBytes;
    }

    static MemorySegment created(MemoryFolder folder, String name, MemoryFile file, long capacityBytes) {
        return new MemorySegment(folder, name, file, State.APPENDING, capacityBytes);
    }

    static MemorySegment opened(MemoryFolder folder, String name, MemoryFile file) {
        MemorySegment segment = new MemorySegment(folder, name, file, State.READING, file.sizeBytes());
        segment.moveEnd(file.sizeBytes());
        return segment;
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
        return endBytes;
    }

    @Override
    public long preparedBytes() {
        return preparedBytes;
    }

    @Override
    public long capacityBytes() {
        return capacityBytes;
    }

    @Override
    public CompletableFuture<Void> prepare(long untilBytes) {
        if (state != State.APPENDING || poison != null || preparing) {
            return failed("prepare", preparing ? "it is being prepared already" : hindrance());
        }
        long until = Math.min(untilBytes, capacityBytes);
        if (until <= preparedBytes) {
            return CompletableFuture.completedFuture(null);
        }
        preparing = true;
        return queue.beside(() -> prepareUntil(until)).whenComplete((done, failure) -> preparing = false);
    }

    private CompletableFuture<Void> prepareUntil(long untilBytes) {
        return work(() -> {
                    folder.session().disk().requireSpace(untilBytes - file.sizeBytes(), path());
                    file.extendTo(untilBytes);
                    return untilBytes;
                })
                .thenAccept(until -> {
                    // A cut that waits for this work takes the space back, so nothing may be appended there.
                    if (state == State.APPENDING && poison == null && cutsAhead == 0) {
                        preparedBytes = until;
                    }
                });
    }

    @Override
    public void append(ByteBuffer source) {
        int sizeBytes = source.remaining();
        if (state != State.APPENDING || poison != null) {
            throw new StorageException(refusal("append to", hindrance()));
        }
        if (sizeBytes > preparedBytes - endBytes) {
            throw new StorageException("cannot append " + sizeBytes + " bytes to " + path() + " at " + endBytes + ": it is prepared up to "
                    + preparedBytes + " of " + capacityBytes + "; prepare more first, or roll");
        }
        MemorySession session = folder.session();
        MemoryFaults.DeathInAppend dying;
        synchronized (session.disk()) {
            session.disk().requireAlive(session.process());
            try {
                session.disk().faults().onAppend(path());
            } catch (StorageException fault) {
                throw poisoned(fault);
            }
            dying = session.disk().faults().takeDeathInAppend();
            file.write(endBytes, dying == null ? source : source.slice(source.position(), dying.storedBytes(sizeBytes)));
        }
        if (dying != null) {
            dying.death().run();
            throw new StorageException("the process died while it stored into " + path());
        }
        endBytes += sizeBytes;
    }

    @Override
    public int read(long positionBytes, ByteBuffer target) {
        requireOpen("read");
        if (positionBytes < 0) {
            throw new IllegalArgumentException("position " + positionBytes + " in " + path());
        }
        MemorySession session = folder.session();
        synchronized (session.disk()) {
            session.disk().requireAlive(session.process());
            session.disk().faults().onRead(path());
            return positionBytes >= endBytes ? 0 : file.read(positionBytes, endBytes, target);
        }
    }

    @Override
    public FileRange range(long positionBytes, int sizeBytes) {
        requireOpen("lease a range of");
        if (positionBytes < 0 || sizeBytes < 0 || positionBytes > endBytes - sizeBytes) {
            throw new IllegalArgumentException(
                    "range of " + sizeBytes + " bytes at " + positionBytes + " in " + path() + ", which ends at " + endBytes);
        }
        MemorySession session = folder.session();
        synchronized (session.disk()) {
            session.disk().requireAlive(session.process());
            session.disk().rangeOpened();
        }
        return new MemoryRange(session, file, path(), positionBytes, sizeBytes);
    }

    @Override
    public CompletableFuture<Integer> readForRecovery(long positionBytes, ByteBuffer target) {
        if (state == State.CLOSED) {
            return failed("read", hindrance());
        }
        return queue.beside(() -> work(() -> {
            folder.session().disk().faults().onRead(path());
            return positionBytes >= file.sizeBytes() ? -1 : file.read(positionBytes, file.sizeBytes(), target);
        }));
    }

    @Override
    public CompletableFuture<Void> cutTail(long newEndBytes) {
        if (state == State.CLOSED || poison != null) {
            return failed("cut", hindrance());
        }
        if (newEndBytes < 0 || newEndBytes > endBytes) {
            return failed("cut", "it ends at " + endBytes + ", not behind " + newEndBytes);
        }
        moveEnd(newEndBytes);
        cutsAhead++;
        return queue.alone(() -> cutAndForce(newEndBytes).whenComplete((done, failure) -> cutsAhead--));
    }

    @Override
    public CompletableFuture<Void> resume(long newCapacityBytes) {
        if (state != State.READING || poison != null || newCapacityBytes < endBytes) {
            return failed("resume", state == State.READING && poison == null ? "it has " + endBytes + " bytes already" : hindrance());
        }
        capacityBytes = newCapacityBytes;
        state = State.APPENDING;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Long> force() {
        if (state == State.CLOSED || poison != null) {
            return failed("force", hindrance());
        }
        long coveredBytes = endBytes;
        return queue.beside(() -> poisoning(work(() -> {
            folder.session().disk().faults().onForce(path());
            file.force(coveredBytes);
            return coveredBytes;
        })));
    }

    @Override
    public CompletableFuture<Void> seal() {
        if (state == State.CLOSED || poison != null) {
            return failed("seal", hindrance());
        }
        if (state == State.SEALED && ending != null) {
            return ending;
        }
        state = State.SEALED;
        moveEnd(endBytes);
        ending = queue.alone(() -> cutAndForce(endBytes));
        return ending;
    }

    @Override
    public CompletableFuture<Void> close() {
        return end(state == State.APPENDING && poison == null);
    }

    /** Closes it without regard to its content, since its file is to be deleted. */
    CompletableFuture<Void> discard() {
        return end(false);
    }

    private CompletableFuture<Void> end(boolean keepContent) {
        if (state == State.CLOSED && ending != null) {
            return ending;
        }
        state = State.CLOSED;
        moveEnd(endBytes);
        ending = queue.alone(() -> letGo(keepContent)).whenComplete((done, failure) -> folder.forget(this));
        return ending;
    }

    private CompletableFuture<Void> letGo(boolean keepContent) {
        long lengthBytes = endBytes;
        return work(() -> {
            folder.session().disk().segmentClosed();
            if (keepContent) {
                shorten(lengthBytes);
            }
            return null;
        });
    }

    private void shorten(long lengthBytes) {
        file.cutTo(lengthBytes);
        folder.session().disk().faults().onForce(path());
        file.forceAll();
    }

    private CompletableFuture<Void> cutAndForce(long lengthBytes) {
        return poisoning(this.<@Nullable Void>work(() -> {
            shorten(lengthBytes);
            return null;
        }));
    }

    private <T> CompletableFuture<T> work(Callable<T> work) {
        return folder.session().submit(folder.loop(), work);
    }

    private <T> CompletableFuture<T> poisoning(CompletableFuture<T> work) {
        return work.whenComplete((value, failure) -> {
            if (failure != null) {
                poisoned(failure);
            }
        });
    }

    private StorageException poisoned(Throwable failure) {
        preparedBytes = endBytes;
        StorageException first = poison;
        if (first == null) {
            first = new StorageException(
                    "a fault of " + path() + ": what it lost is unknown; it takes no append and no force now (" + failure.getMessage()
                            + ")",
                    failure);
            poison = first;
        }
        return first;
    }

    private void moveEnd(long newEndBytes) {
        endBytes = newEndBytes;
        preparedBytes = newEndBytes;
    }

    private String path() {
        return folder.pathOf(name);
    }

    private void requireOpen(String doing) {
        if (state == State.CLOSED) {
            throw new StorageException(refusal(doing, hindrance()));
        }
    }

    private <T> CompletableFuture<T> failed(String doing, String why) {
        return CompletableFuture.failedFuture(new StorageException(refusal(doing, why), poison));
    }

    private String refusal(String doing, String why) {
        return "cannot " + doing + " " + path() + ": " + why;
    }

    private String hindrance() {
        if (poison != null && state != State.CLOSED) {
            return "an earlier fault ended its use";
        }
        return switch (state) {
            case READING -> "it was opened to read; resume it first";
            case APPENDING -> "it takes appends already";
            case SEALED -> "it is sealed";
            case CLOSED -> "it is closed";
        };
    }
}
