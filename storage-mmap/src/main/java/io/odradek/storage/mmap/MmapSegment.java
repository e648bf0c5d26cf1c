package io.odradek.storage.mmap;

import io.odradek.api.StorageException;
import io.odradek.spi.runtime.WorkQueue;
import io.odradek.spi.storage.FileRange;
import io.odradek.spi.storage.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A segment whose appends go through mappings and whose reads go through the file channel, which sees the same pages.
 *
 * <p>Confined to its folder's event loop. Work that shortens or closes the file runs alone, after every mapping was taken from the loop
 * and unmapped; work that extends or forces it runs beside the appends.
 */
final class MmapSegment implements Segment {
    private static final int PAGE_BYTES = 4096;

    private enum State {
        READING,
        APPENDING,
        SEALED,
        CLOSED
    }

    private final FolderTools tools;
    private final SegmentFile file;
    private final WorkQueue queue = new WorkQueue();
    private final PreparedTail tail = new PreparedTail(this::retire);
    private final SegmentBounds bounds;
    private State state;
    private boolean preparing;
    private @Nullable StorageException poison;
    private @Nullable CompletableFuture<Void> ending;

    private MmapSegment(FolderTools tools, SegmentFile file, State state, SegmentBounds bounds) {
        this.tools = tools;
        this.file = file;
        this.state = state;
        this.bounds = bounds;
    }

    static MmapSegment created(FolderTools tools, SegmentFile file, long capacityBytes) {
        return new MmapSegment(tools, file, State.APPENDING, new SegmentBounds(0, capacityBytes));
    }

    static MmapSegment opened(FolderTools tools, SegmentFile file, long sizeBytes) {
        return new MmapSegment(tools, file, State.READING, new SegmentBounds(sizeBytes, sizeBytes));
    }

    /** The file behind it. */
    SegmentFile file() {
        return file;
    }

    @Override
    public String name() {
        return file.path().getFileName().toString();
    }

    @Override
    public long endBytes() {
        return bounds.endBytes;
    }

    @Override
    public long preparedBytes() {
        return bounds.preparedBytes;
    }

    @Override
    public long capacityBytes() {
        return bounds.capacityBytes;
    }

    @Override
    public CompletableFuture<Void> prepare(long untilBytes) {
        if (state != State.APPENDING || poison != null) {
            return refused("prepare");
        }
        if (preparing) {
            return failed("cannot prepare " + file.path() + ": it is being prepared already");
        }
        long until = Math.min(roundedUp(untilBytes), bounds.capacityBytes);
        if (until <= bounds.preparedBytes) {
            return CompletableFuture.completedFuture(null);
        }
        preparing = true;
        return queue.beside(() -> prepareFromHere(until)).whenComplete((done, failure) -> preparing = false);
    }

    private CompletableFuture<Void> prepareFromHere(long untilBytes) {
        if (state != State.APPENDING || poison != null) {
            return refused("prepare");
        }
        long fromBytes = bounds.preparedBytes;
        return work("prepare space in", () -> file.fillAndMap(fromBytes, untilBytes)).thenAccept(parts -> {
            parts.forEach(tail::add);
            // A cut that waits for this work takes these parts back, so nothing may be appended to them.
            if (state == State.APPENDING && poison == null && bounds.cutsAhead == 0) {
                bounds.preparedBytes = untilBytes;
            }
        });
    }

    @Override
    public void append(ByteBuffer source) {
        int sizeBytes = source.remaining();
        if (sizeBytes > bounds.preparedBytes - bounds.endBytes || state != State.APPENDING || poison != null) {
            throw refusedAppend(sizeBytes);
        }
        try {
            tail.append(source);
        } catch (InternalError fault) {
            throw poisoned("store into", fault);
        }
        bounds.endBytes += sizeBytes;
    }

    private StorageException refusedAppend(int sizeBytes) {
        return poison != null || state != State.APPENDING
                ? refusal("append to")
                : new StorageException("cannot append " + sizeBytes + " bytes to " + file.path() + " at " + bounds.endBytes
                        + ": it is prepared up to " + bounds.preparedBytes + " of " + bounds.capacityBytes
                        + "; prepare more first, or roll");
    }

    @Override
    public int read(long positionBytes, ByteBuffer target) {
        requireOpen("read");
        if (positionBytes < 0) {
            throw new IllegalArgumentException("position " + positionBytes + " in " + file.path());
        }
        int wantedBytes = (int) Math.min(target.remaining(), Math.max(0, bounds.endBytes - positionBytes));
        int limit = target.limit();
        target.limit(target.position() + wantedBytes);
        try {
            return wantedBytes == 0 ? 0 : Math.max(0, file.read(positionBytes, target));
        } catch (IOException failure) {
            throw FileWork.named("read", file.path(), failure);
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public FileRange range(long positionBytes, int sizeBytes) {
        requireOpen("lease a range of");
        if (positionBytes < 0 || sizeBytes < 0 || positionBytes > bounds.endBytes - sizeBytes) {
            throw new IllegalArgumentException("range of " + sizeBytes + " bytes at " + positionBytes + " in " + file.path()
                    + ", which ends at " + bounds.endBytes);
        }
        file.shared().retain();
        return new ChannelRange(file.shared(), file.path(), tools.workers(), positionBytes, sizeBytes);
    }

    @Override
    public CompletableFuture<Integer> readForRecovery(long positionBytes, ByteBuffer target) {
        if (state == State.CLOSED) {
            return refused("read");
        }
        return queue.beside(() -> work("read", () -> file.read(positionBytes, target)));
    }

    @Override
    public CompletableFuture<Void> cutTail(long newEndBytes) {
        if (state == State.CLOSED || poison != null) {
            return refused("cut");
        }
        if (newEndBytes < 0 || newEndBytes > bounds.endBytes) {
            return failed("cannot cut " + file.path() + " at " + newEndBytes + ": it ends at " + bounds.endBytes);
        }
        bounds.cutBegins(newEndBytes);
        return queue.alone(() -> shorten("cut", newEndBytes).whenComplete((done, failure) -> bounds.cutEnded()));
    }

    @Override
    public CompletableFuture<Void> resume(long newCapacityBytes) {
        if (state != State.READING || poison != null) {
            return refused("resume");
        }
        if (newCapacityBytes < bounds.endBytes) {
            return failed("cannot resume " + file.path() + " with a capacity of " + newCapacityBytes + " bytes: it has "
                    + bounds.endBytes + " already");
        }
        bounds.capacityBytes = newCapacityBytes;
        state = State.APPENDING;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Long> force() {
        if (state == State.CLOSED || poison != null) {
            return refused("force");
        }
        long coveredBytes = bounds.endBytes;
        if (coveredBytes == bounds.forcedBytes) {
            return CompletableFuture.completedFuture(coveredBytes);
        }
        return queue.beside(() -> poisoning("force", work("force", () -> {
                    file.force();
                    return coveredBytes;
                }))
                .thenApply(bounds::forced));
    }

    @Override
    public CompletableFuture<Void> seal() {
        if (state == State.CLOSED || poison != null) {
            return refused("seal");
        }
        if (state == State.SEALED && ending != null) {
            return ending;
        }
        state = State.SEALED;
        bounds.stopAppends();
        ending = queue.alone(() -> shorten("seal", bounds.endBytes));
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
        bounds.stopAppends();
        ending = queue.alone(() -> letGo(keepContent)).whenComplete((done, failure) -> tools.onSegmentClosed()
                .accept(this));
        return ending;
    }

    private CompletableFuture<Void> letGo(boolean keepContent) {
        List<Mapping> parts = tail.takeAll();
        long lengthBytes = bounds.endBytes;
        return work("close", () -> {
            try {
                if (keepContent) {
                    file.shorten(parts, lengthBytes);
                } else {
                    parts.forEach(Mapping::unmap);
                }
            } finally {
                file.letGo();
            }
            return null;
        });
    }

    /** Runs alone, and takes every mapping from the loop: none is left when the file gets shorter. */
    private CompletableFuture<Void> shorten(String doing, long lengthBytes) {
        List<Mapping> parts = tail.takeAll();
        bounds.stopAppends();
        return poisoning(doing, this.<@Nullable Void>work(doing, () -> {
                    file.shorten(parts, lengthBytes);
                    return null;
                }))
                .thenAccept(done -> bounds.forcedBytes = lengthBytes);
    }

    private void retire(Mapping full) {
        queue.beside(() -> work("unmap a part of", () -> {
            full.unmap();
            return null;
        }));
    }

    private <T> CompletableFuture<T> work(String doing, Callable<T> work) {
        return tools.work().submit(doing, file.path(), work);
    }

    private <T> CompletableFuture<T> poisoning(String doing, CompletableFuture<T> work) {
        return work.whenComplete((value, failure) -> {
            if (failure != null) {
                poisoned(doing, failure);
            }
        });
    }

    private StorageException poisoned(String doing, Throwable failure) {
        bounds.stopAppends();
        StorageException first = poison;
        if (first == null) {
            first = new StorageException(
                    "could not " + doing + " " + file.path() + ", and what it lost is unknown: it takes no append and no force any more; "
                            + "reads go on (" + failure.getMessage() + ")",
                    failure);
            poison = first;
        }
        return first;
    }

    private void requireOpen(String doing) {
        if (state == State.CLOSED) {
            throw refusal(doing);
        }
    }

    private <T> CompletableFuture<T> refused(String doing) {
        return CompletableFuture.failedFuture(refusal(doing));
    }

    private static <T> CompletableFuture<T> failed(String message) {
        return CompletableFuture.failedFuture(new StorageException(message));
    }

    private StorageException refusal(String doing) {
        if (poison != null && state != State.CLOSED) {
            return new StorageException("cannot " + doing + " " + file.path() + ": an earlier fault ended its use", poison);
        }
        String why =
                switch (state) {
                    case READING -> "it was opened to read; resume it first";
                    case APPENDING -> "it takes appends already";
                    case SEALED -> "it is sealed";
                    case CLOSED -> "it is closed";
                };
        return new StorageException("cannot " + doing + " " + file.path() + ": " + why);
    }

    private static long roundedUp(long bytes) {
        return bytes > Long.MAX_VALUE - PAGE_BYTES ? Long.MAX_VALUE : (bytes + PAGE_BYTES - 1) & -PAGE_BYTES;
    }
}
