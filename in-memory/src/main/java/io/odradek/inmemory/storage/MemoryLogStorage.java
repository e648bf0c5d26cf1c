package io.odradek.inmemory.storage;

import io.odradek.api.StorageException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.StorageFolder;
import io.odradek.spi.storage.StorageNames;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A disk that is held, and the folders open in it.
 *
 * <p>Thread-safe: its state is guarded by its monitor.
 */
final class MemoryLogStorage implements LogStorage {
    private final MemoryDisk disk;
    private final Workers workers;
    private final TreeMap<String, CompletableFuture<@Nullable MemoryFolder>> busyFolders = new TreeMap<>();
    private @Nullable MemorySession session;
    private @Nullable CompletableFuture<Void> closing;

    MemoryLogStorage(MemoryDisk disk, Workers workers) {
        this.disk = disk;
        this.workers = workers;
    }

    @Override
    public CompletableFuture<Void> open(EventLoop loop) {
        return workers.submit(
                () -> {
                    take();
                    return null;
                },
                loop);
    }

    private synchronized void take() {
        if (session != null || closing != null) {
            throw new StorageException("the directory " + disk.name() + " was opened in this storage already; create another");
        }
        session = new MemorySession(disk, disk.take(), workers);
    }

    @Override
    public CompletableFuture<StorageFolder> openFolder(String name, EventLoop loop) {
        return occupying(name, loop, slot -> {
            MemorySession opened = requireOpen();
            return opened.<StorageFolder>submit(loop, () -> {
                        MemoryNames names = disk.findOrCreate(opened.process(), name);
                        MemoryFolder folder = new MemoryFolder(name, names, opened, loop, () -> vacate(name));
                        slot.complete(folder);
                        return folder;
                    })
                    .whenComplete((folder, failure) -> {
                        if (failure != null) {
                            vacate(name);
                            slot.complete(null);
                        }
                    });
        });
    }

    @Override
    public CompletableFuture<List<String>> listFolders(EventLoop loop) {
        try {
            MemorySession opened = requireOpen();
            return opened.submit(loop, () -> disk.list(opened.process()));
        } catch (StorageException refused) {
            return failedOn(loop, refused);
        }
    }

    @Override
    public CompletableFuture<Void> deleteFolder(String name, EventLoop loop) {
        return withClosedFolder(name, loop, process -> disk.delete(process, StorageNames.requireInside(name)));
    }

    @Override
    public CompletableFuture<Void> renameFolder(String from, String to, EventLoop loop) {
        return withClosedFolder(
                from,
                loop,
                process -> disk.rename(process, StorageNames.requireInside(from), StorageNames.requireInside(to)));
    }

    private CompletableFuture<Void> withClosedFolder(String name, EventLoop loop, FolderWork work) {
        return occupying(name, loop, slot -> {
            MemorySession opened = requireOpen();
            return opened.<@Nullable Void>submit(loop, () -> {
                        work.run(opened.process());
                        return null;
                    })
                    .whenComplete((done, failure) -> {
                        vacate(name);
                        slot.complete(null);
                    });
        });
    }

    @Override
    public CompletableFuture<Void> close(EventLoop loop) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        beginClose().whenComplete((done, failure) -> loop.execute(() -> {
            if (failure == null) {
                closed.complete(null);
            } else {
                closed.completeExceptionally(failure);
            }
        }));
        return closed;
    }

    private CompletableFuture<Void> beginClose() {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        List<CompletableFuture<@Nullable MemoryFolder>> open;
        synchronized (this) {
            if (closing != null) {
                return closing;
            }
            closing = begun;
            open = List.copyOf(busyFolders.values());
        }
        CompletableFuture.allOf(open.stream()
                        .map(slot -> slot.thenCompose(MemoryLogStorage::closeOnItsLoop))
                        .toArray(CompletableFuture[]::new))
                .whenComplete((done, failure) -> {
                    letGo();
                    if (failure == null) {
                        begun.complete(null);
                    } else {
                        begun.completeExceptionally(failure.getCause() == null ? failure : failure.getCause());
                    }
                });
        return begun;
    }

    private static CompletableFuture<Void> closeOnItsLoop(@Nullable MemoryFolder folder) {
        if (folder == null) {
            return CompletableFuture.completedFuture(null);
        }
        try {
            return CompletableFuture.supplyAsync(folder::close, folder.loop()).thenCompose(closed -> closed);
        } catch (RejectedExecutionException ended) {
            return CompletableFuture.failedFuture(new StorageException(
                    "cannot close the folder '" + folder.name() + "': its event loop has ended; close the storage first", ended));
        }
    }

    private synchronized void letGo() {
        if (session != null) {
            disk.letGo(session.process());
        }
    }

    private <T> CompletableFuture<T> occupying(String name, EventLoop loop, SlotWork<T> work) {
        CompletableFuture<@Nullable MemoryFolder> slot = new CompletableFuture<>();
        try {
            occupy(name, slot);
        } catch (StorageException refused) {
            return failedOn(loop, refused);
        }
        return work.begin(slot);
    }

    private synchronized void occupy(String name, CompletableFuture<@Nullable MemoryFolder> slot) {
        requireOpen();
        if (!name.equals(ROOT)) {
            StorageNames.requireInside(name);
        }
        if (busyFolders.putIfAbsent(name, slot) != null) {
            throw new StorageException("the folder '" + name + "' of " + disk.name() + " is open; close it first");
        }
    }

    private synchronized void vacate(String name) {
        busyFolders.remove(name);
    }

    private synchronized MemorySession requireOpen() {
        MemorySession opened = session;
        if (opened == null || closing != null) {
            throw new StorageException("the directory " + disk.name() + " is not open in this storage");
        }
        return opened;
    }

    private static <T> CompletableFuture<T> failedOn(EventLoop loop, Throwable failure) {
        CompletableFuture<T> failed = new CompletableFuture<>();
        loop.execute(() -> failed.completeExceptionally(failure));
        return failed;
    }

    /** Works on a folder that is not open. */
    @FunctionalInterface
    private interface FolderWork {
        void run(long process);
    }

    /** Begins work on a folder whose slot was taken. */
    @FunctionalInterface
    private interface SlotWork<T> {
        CompletableFuture<T> begin(CompletableFuture<@Nullable MemoryFolder> slot);
    }
}
