package io.odradek.inmemory.storage;

import io.odradek.api.StorageException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.WorkQueue;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.storage.StorageFolder;
import io.odradek.spi.storage.StorageNames;
import io.odradek.spi.storage.StoredFile;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A folder of a disk in memory. */
final class MemoryFolder implements StorageFolder {
    private final String name;
    private final MemoryNames names;
    private final MemorySession session;
    private final EventLoop loop;
    private final Runnable onClosed;
    private final WorkQueue queue = new WorkQueue();
    private final TreeMap<String, MemorySegment> segments = new TreeMap<>();
    private final TreeSet<String> opening = new TreeSet<>();
    private @Nullable CompletableFuture<Void> closing;
    private @Nullable StorageException failedForce;

    MemoryFolder(String name, MemoryNames names, MemorySession session, EventLoop loop, Runnable onClosed) {
        this.name = name;
        this.names = names;
        this.session = session;
        this.loop = loop;
        this.onClosed = onClosed;
    }

    EventLoop loop() {
        return loop;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<List<StoredFile>> list() {
        return step(List.of(), () -> {
            List<StoredFile> stored = new ArrayList<>();
            names.files().forEach((fileName, file) -> stored.add(new StoredFile(fileName, file.sizeBytes())));
            return List.copyOf(stored);
        });
    }

    @Override
    public CompletableFuture<Segment> create(String fileName, long capacityBytes) {
        return step(List.of(fileName), () -> {
                    if (capacityBytes < 0 || names.find(fileName) != null) {
                        throw new StorageException("cannot create " + pathOf(fileName) + ": "
                                + (capacityBytes < 0 ? "its capacity would be " + capacityBytes : "it exists already"));
                    }
                    MemoryFile file = new MemoryFile();
                    names.bind(fileName, file);
                    session.disk().segmentOpened();
                    return MemorySegment.created(this, fileName, file, capacityBytes);
                })
                .thenApply(this::register);
    }

    @Override
    public CompletableFuture<Segment> open(String fileName) {
        if (segments.containsKey(fileName) || !opening.add(fileName)) {
            return failed("cannot open " + pathOf(fileName) + ": it is open already");
        }
        return step(List.of(fileName), () -> {
                    MemoryFile file = names.find(fileName);
                    if (file == null) {
                        throw new StorageException("cannot open " + pathOf(fileName) + ": it does not exist");
                    }
                    session.disk().segmentOpened();
                    return MemorySegment.opened(this, fileName, file);
                })
                .whenComplete((opened, failure) -> opening.remove(fileName))
                .thenApply(this::register);
    }

    private Segment register(MemorySegment segment) {
        segments.put(segment.name(), segment);
        return segment;
    }

    @Override
    public CompletableFuture<Void> rename(String from, String to) {
        if (segments.containsKey(to) || opening.contains(to)) {
            return failed("cannot replace " + pathOf(to) + ": it is open");
        }
        MemorySegment moved = segments.get(from);
        return step(List.of(from, to), () -> {
                    MemoryFile file = names.find(from);
                    if (file == null) {
                        throw new StorageException("cannot rename " + pathOf(from) + ": it does not exist");
                    }
                    names.move(from, to, file);
                    return Boolean.TRUE;
                })
                .thenAccept(done -> {
                    if (moved != null && segments.remove(from, moved)) {
                        moved.renamed(to);
                        segments.put(to, moved);
                    }
                });
    }

    @Override
    public CompletableFuture<Void> delete(String fileName) {
        MemorySegment segment = segments.get(fileName);
        CompletableFuture<@Nullable Void> letGo =
                segment == null ? CompletableFuture.completedFuture(null) : segment.discard().handle((done, failure) -> null);
        return letGo.thenCompose(done -> step(List.of(fileName), () -> {
            MemoryFile file = names.find(fileName);
            if (file != null) {
                names.unbind(fileName, file);
            }
            return null;
        }));
    }

    @Override
    public CompletableFuture<Void> force() {
        if (failedForce != null) {
            return CompletableFuture.failedFuture(new StorageException(
                    "cannot force " + pathOf("") + ": forcing it failed before, and what that lost is unknown", failedForce));
        }
        return step(List.of(), () -> {
                    session.disk().faults().onForce(pathOf(""));
                    names.force();
                    return Boolean.TRUE;
                })
                .whenComplete((done, failure) -> {
                    if (failure instanceof StorageException fault && closing == null) {
                        failedForce = fault;
                    }
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<Void> writeFile(String fileName, ByteBuffer content) {
        if (segments.containsKey(fileName) || opening.contains(fileName)) {
            return failed("cannot write " + pathOf(fileName) + ": it is open as a segment");
        }
        // Two turns of the workers, so that a crash can find it written and not forced.
        return step(List.of(fileName), () -> written(fileName, content))
                .thenCompose(file -> step(List.of(fileName), () -> {
                    session.disk().faults().onForce(pathOf(fileName));
                    file.forceAll();
                    return null;
                }));
    }

    private MemoryFile written(String fileName, ByteBuffer content) {
        MemoryFile file = names.find(fileName);
        if (file == null) {
            file = new MemoryFile();
            names.bind(fileName, file);
        }
        file.cutTo(0);
        session.disk().requireSpace(content.remaining(), pathOf(fileName));
        file.write(0, content);
        return file;
    }

    @Override
    public CompletableFuture<ByteBuffer> readFile(String fileName, int sizeBytesMax) {
        return step(List.of(fileName), () -> {
            MemoryFile file = names.find(fileName);
            if (file == null) {
                throw new NoSuchFileException(pathOf(fileName));
            }
            session.disk().faults().onRead(pathOf(fileName));
            if (file.sizeBytes() > sizeBytesMax) {
                throw new StorageException("cannot read " + pathOf(fileName) + ": it has " + file.sizeBytes()
                        + " bytes, and may have " + sizeBytesMax);
            }
            ByteBuffer content = ByteBuffer.allocate((int) file.sizeBytes());
            file.read(0, file.sizeBytes(), content);
            return content.flip();
        });
    }

    @Override
    public CompletableFuture<Void> close() {
        if (closing == null) {
            closing = queue.alone(() -> CompletableFuture.allOf(List.copyOf(segments.values()).stream()
                            .map(MemorySegment::close)
                            .toArray(CompletableFuture[]::new))
                    .whenComplete((done, failure) -> onClosed.run()));
        }
        return closing;
    }

    /** A segment of this folder was closed. */
    void forget(MemorySegment segment) {
        segments.remove(segment.name(), segment);
    }

    MemorySession session() {
        return session;
    }

    String pathOf(String fileName) {
        return session.disk().name() + (name.isEmpty() ? "" : "/" + name) + (fileName.isEmpty() ? "" : "/" + fileName);
    }

    /** Works on the disk with names that are checked (S14), unless this folder is closed. */
    private <T> CompletableFuture<T> step(List<String> fileNames, Callable<T> work) {
        try {
            fileNames.forEach(StorageNames::requireInside);
        } catch (StorageException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        if (closing != null) {
            return failed("the folder " + pathOf("") + " is closed");
        }
        return queue.beside(() -> session.submit(loop, work));
    }

    private static <T> CompletableFuture<T> failed(String message) {
        return CompletableFuture.failedFuture(new StorageException(message));
    }
}
