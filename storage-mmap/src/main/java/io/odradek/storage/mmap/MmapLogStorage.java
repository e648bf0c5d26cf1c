package io.odradek.storage.mmap;

import io.odradek.api.StorageException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.StorageFolder;
import io.odradek.spi.storage.StorageNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A directory, its lock, and the folders open in it.
 *
 * <p>Thread-safe: its state is guarded by its monitor, which is held for look-ups, and by one worker while it takes the lock.
 */
final class MmapLogStorage implements LogStorage {
    private final Path directory;
    private final Workers workers;
    private final ZeroFill zeroFill;
    private final TreeMap<String, CompletableFuture<@Nullable MmapFolder>> busyFolders = new TreeMap<>();
    private @Nullable DirectoryLock lock;
    private @Nullable CompletableFuture<Void> closing;

    MmapLogStorage(Path directory, Workers workers) {
        this.directory = directory;
        this.workers = workers;
        this.zeroFill = new ZeroFill(directory);
    }

    @Override
    public CompletableFuture<Void> open(EventLoop loop) {
        return new FileWork(workers, loop).submit("open the directory", directory, () -> {
            Directories.createDurably(directory);
            takeLock();
            return null;
        });
    }

    private synchronized void takeLock() throws IOException {
        if (closing != null) {
            throw new StorageException("the storage of " + directory + " was closed; create another");
        }
        if (lock != null) {
            throw new StorageException("the directory " + directory + " is open in this storage already");
        }
        lock = DirectoryLock.take(directory);
    }

    @Override
    public CompletableFuture<StorageFolder> openFolder(String name, EventLoop loop) {
        CompletableFuture<@Nullable MmapFolder> slot = new CompletableFuture<>();
        return occupying(name, slot, loop, () -> {
            Path path = pathOf(name);
            return new FileWork(workers, loop)
                    .submit("open the folder", path, () -> {
                        Directories.createDurably(path);
                        return new MmapFolder(
                                new MmapFolder.FolderPlace(name, path, loop), workers, zeroFill, () -> vacate(name));
                    })
                    .whenComplete((folder, failure) -> {
                        if (failure != null) {
                            vacate(name);
                        }
                        slot.complete(folder);
                    })
                    .thenApply(Function.identity());
        });
    }

    @Override
    public CompletableFuture<List<String>> listFolders(EventLoop loop) {
        return new FileWork(workers, loop).submit("list the folders of", directory, () -> {
            requireOpen();
            return Directories.directoriesIn(directory);
        });
    }

    @Override
    public CompletableFuture<Void> deleteFolder(String name, EventLoop loop) {
        return withClosedFolder(name, loop, "delete the folder", Directories::deleteDurably);
    }

    @Override
    public CompletableFuture<Void> renameFolder(String from, String to, EventLoop loop) {
        return withClosedFolder(
                from, loop, "rename the folder", path -> Directories.renameDurably(path, pathOf(StorageNames.requireInside(to))));
    }

    private CompletableFuture<Void> withClosedFolder(String name, EventLoop loop, String doing, FolderWork work) {
        CompletableFuture<@Nullable MmapFolder> slot = new CompletableFuture<>();
        return occupying(name, slot, loop, () -> {
            Path path = pathOf(StorageNames.requireInside(name));
            return new FileWork(workers, loop).<@Nullable Void>submit(doing, path, () -> {
                        work.run(path);
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
        List<CompletableFuture<@Nullable MmapFolder>> open;
        synchronized (this) {
            if (closing != null) {
                return closing;
            }
            closing = begun;
            open = List.copyOf(busyFolders.values());
        }
        List<CompletableFuture<Void>> folders = new ArrayList<>();
        open.forEach(slot -> folders.add(slot.thenCompose(MmapLogStorage::closeOnItsLoop)));
        CompletableFuture.allOf(folders.toArray(CompletableFuture[]::new))
                .whenComplete((done, failure) -> new FileWork(workers, Runnable::run)
                        .<@Nullable Void>submit("let go of", directory, () -> {
                            letLockGo();
                            return null;
                        })
                        .whenComplete((released, notReleased) -> {
                            Throwable first = failure != null ? failure : notReleased;
                            if (first == null) {
                                begun.complete(null);
                            } else {
                                begun.completeExceptionally(first instanceof CompletionException wrapped ? wrapped.getCause() : first);
                            }
                        }));
        return begun;
    }

    private static CompletableFuture<Void> closeOnItsLoop(@Nullable MmapFolder folder) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        if (folder == null) {
            closed.complete(null);
            return closed;
        }
        try {
            folder.loop().execute(() -> folder.close().whenComplete((done, failure) -> {
                if (failure == null) {
                    closed.complete(null);
                } else {
                    closed.completeExceptionally(failure);
                }
            }));
        } catch (RejectedExecutionException ended) {
            closed.completeExceptionally(new StorageException(
                    "cannot close the folder '" + folder.name() + "': its event loop has ended; close the storage first", ended));
        }
        return closed;
    }

    private synchronized void letLockGo() throws IOException {
        DirectoryLock held = lock;
        lock = null;
        if (held != null) {
            held.release();
        }
    }

    /** Begins work on a folder that nothing else works on; {@code slot} completes when close need not wait for the beginning. */
    private <T> CompletableFuture<T> occupying(
            String name, CompletableFuture<@Nullable MmapFolder> slot, EventLoop loop, Callable<CompletableFuture<T>> work) {
        try {
            occupy(name, slot);
        } catch (StorageException refused) {
            return failedOn(loop, refused);
        }
        try {
            return work.call();
        } catch (Exception refused) {
            vacate(name);
            slot.complete(null);
            return failedOn(loop, refused);
        }
    }

    private synchronized void occupy(String name, CompletableFuture<@Nullable MmapFolder> slot) {
        requireOpen();
        if (busyFolders.putIfAbsent(name, slot) != null) {
            throw new StorageException("the folder '" + name + "' of " + directory + " is open; close it first");
        }
    }

    private synchronized void vacate(String name) {
        busyFolders.remove(name);
    }

    private synchronized void requireOpen() {
        if (lock == null || closing != null) {
            throw new StorageException("the directory " + directory + " is not open in this storage");
        }
    }

    private Path pathOf(String name) {
        return name.equals(ROOT) ? directory : directory.resolve(StorageNames.requireInside(name));
    }

    private static <T> CompletableFuture<T> failedOn(EventLoop loop, Throwable failure) {
        CompletableFuture<T> failed = new CompletableFuture<>();
        loop.execute(() -> failed.completeExceptionally(failure));
        return failed;
    }

    @FunctionalInterface
    private interface FolderWork {
        void run(Path folder) throws IOException;
    }
}
