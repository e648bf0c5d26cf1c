package io.odradek.spi.tck.storage;

import io.odradek.api.StorageException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.StorageFolder;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A storage with one lock for everything, whose folders all live on one loop. */
final class SampleStorage implements LogStorage {
    private final SampleDisk disk;
    private final Workers workers;
    private final TreeMap<String, SampleFolder> open = new TreeMap<>();
    private int process = -1;

    SampleStorage(SampleDisk disk, Workers workers) {
        this.disk = disk;
        this.workers = workers;
    }

    @Override
    public CompletableFuture<Void> open(EventLoop loop) {
        return workers.submit(
                () -> {
                    synchronized (disk) {
                        if (disk.held && !disk.has(Defect.S1_OPENS_TWICE)) {
                            throw new StorageException("the directory " + disk.name + " is open");
                        }
                        disk.held = true;
                        process = disk.process;
                        return null;
                    }
                },
                loop);
    }

    @Override
    public CompletableFuture<StorageFolder> openFolder(String name, EventLoop loop) {
        return submit(loop, () -> {
            requireClosed(name);
            SampleDisk.Names names = disk.folders.computeIfAbsent(name, absent -> new SampleDisk.Names());
            SampleFolder folder = new SampleFolder(name, names, this, loop);
            open.put(name, folder);
            return folder;
        });
    }

    @Override
    public CompletableFuture<List<String>> listFolders(EventLoop loop) {
        return submit(loop, () -> disk.folders.keySet().stream()
                .filter(folder -> !folder.equals(ROOT))
                .toList());
    }

    @Override
    public CompletableFuture<Void> deleteFolder(String name, EventLoop loop) {
        return submit(loop, () -> {
            disk.check(name);
            requireClosed(name);
            disk.folders.remove(name);
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> renameFolder(String from, String to, EventLoop loop) {
        return submit(loop, () -> {
            disk.check(from);
            disk.check(to);
            requireClosed(from);
            SampleDisk.Names names = disk.folders.get(from);
            if (names == null || disk.folders.containsKey(to)) {
                throw new StorageException("cannot rename " + from + " to " + to);
            }
            disk.folders.remove(from);
            disk.folders.put(to, names);
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> close(EventLoop loop) {
        List<SampleFolder> folders;
        synchronized (disk) {
            folders = List.copyOf(open.values());
        }
        CompletableFuture<Void> closed = CompletableFuture.allOf(
                folders.stream().map(SampleFolder::close).toArray(CompletableFuture[]::new));
        return closed.thenCompose(done -> workers.submit(
                () -> {
                    synchronized (disk) {
                        disk.held &= disk.process != process;
                        process = -1;
                        return null;
                    }
                },
                loop));
    }

    private void requireClosed(String name) {
        if (!name.equals(ROOT)) {
            disk.check(name);
        }
        if (open.containsKey(name)) {
            throw new StorageException("the folder " + name + " is open");
        }
    }

    SampleDisk disk() {
        return disk;
    }

    void forget(SampleFolder folder) {
        synchronized (disk) {
            open.remove(folder.name(), folder);
        }
    }

    /** Works on the disk while this storage's process lives and has not closed it. */
    <T> CompletableFuture<T> submit(EventLoop loop, Callable<T> work) {
        return workers.submit(
                () -> {
                    synchronized (disk) {
                        requireAlive();
                        return work.call();
                    }
                },
                disk.has(Defect.FUTURES_COMPLETE_ON_WORKERS) ? Runnable::run : loop);
    }

    void requireAlive() {
        if (process != disk.process) {
            throw new StorageException("the storage of " + disk.name + " is closed");
        }
    }
}
