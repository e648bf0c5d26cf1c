package io.odradek.log.directory;

import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.StorageFolder;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A storage that counts the folders whose opening was asked for. Confined to the event loop of the directory. */
final class CountedOpenings implements LogStorage {
    private final LogStorage storage;
    private int count;

    CountedOpenings(LogStorage storage) {
        this.storage = storage;
    }

    int count() {
        return count;
    }

    @Override
    public CompletableFuture<StorageFolder> openFolder(String name, EventLoop loop) {
        count++;
        return storage.openFolder(name, loop);
    }

    @Override
    public CompletableFuture<Void> open(EventLoop loop) {
        return storage.open(loop);
    }

    @Override
    public CompletableFuture<List<String>> listFolders(EventLoop loop) {
        return storage.listFolders(loop);
    }

    @Override
    public CompletableFuture<Void> deleteFolder(String name, EventLoop loop) {
        return storage.deleteFolder(name, loop);
    }

    @Override
    public CompletableFuture<Void> renameFolder(String from, String to, EventLoop loop) {
        return storage.renameFolder(from, to, loop);
    }

    @Override
    public CompletableFuture<Void> close(EventLoop loop) {
        return storage.close(loop);
    }
}
