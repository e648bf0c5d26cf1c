package io.odradek.storage.mmap;

import io.odradek.api.StorageException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.WorkQueue;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.storage.StorageFolder;
import io.odradek.spi.storage.StorageNames;
import io.odradek.spi.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A directory of segments and small files. */
final class MmapFolder implements StorageFolder {
    private final String name;
    private final Path path;
    private final EventLoop loop;
    private final FolderTools tools;
    private final Runnable onClosed;
    private final WorkQueue queue = new WorkQueue();
    private final TreeMap<String, MmapSegment> segments = new TreeMap<>();
    private final TreeSet<String> opening = new TreeSet<>();
    private @Nullable CompletableFuture<Void> closing;
    private @Nullable StorageException failedForce;

    MmapFolder(FolderPlace place, Workers workers, ZeroFill zeroFill, Runnable onClosed) {
        this.name = place.name();
        this.path = place.path();
        this.loop = place.loop();
        this.tools = new FolderTools(workers, new FileWork(workers, loop), zeroFill, this::forget);
        this.onClosed = onClosed;
    }

    /** Where it lives. */
    EventLoop loop() {
        return loop;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<List<StoredFile>> list() {
        return step("list", path, this::storedFiles);
    }

    @Override
    public CompletableFuture<Segment> create(String fileName, long capacityBytes) {
        if (capacityBytes < 0) {
            return failed("cannot create '" + fileName + "' in " + path + " with a capacity of " + capacityBytes + " bytes");
        }
        return openSegment(
                "create",
                fileName,
                file -> MmapSegment.created(tools, SegmentFile.createNew(file, tools.zeroFill()), capacityBytes));
    }

    @Override
    public CompletableFuture<Segment> open(String fileName) {
        return openSegment("open", fileName, file -> {
            SegmentFile opened = SegmentFile.openExisting(file, tools.zeroFill());
            try {
                return MmapSegment.opened(tools, opened, opened.sizeBytes());
            } catch (IOException failure) {
                opened.letGo();
                throw failure;
            }
        });
    }

    private CompletableFuture<Segment> openSegment(String doing, String fileName, SegmentOpener opener) {
        return named(doing, fileName, file -> {
            if (segments.containsKey(fileName) || !opening.add(fileName)) {
                return failed("cannot " + doing + " " + file + ": it is open already");
            }
            return queue.beside(() -> tools.work()
                    .submit(doing, file, () -> opener.open(file))
                    .whenComplete((opened, failure) -> opening.remove(fileName))
                    .thenApply(opened -> {
                        segments.put(fileName, opened);
                        return opened;
                    }));
        });
    }

    @Override
    public CompletableFuture<Void> rename(String from, String to) {
        return named("rename", from, source -> named("replace", to, target -> {
            if (segments.containsKey(to) || opening.contains(to)) {
                return failed("cannot replace " + target + ": it is open");
            }
            MmapSegment moved = segments.get(from);
            return step("rename", source, () -> {
                        requireNoDirectory(target);
                        return Files.move(source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    })
                    .thenAccept(done -> {
                        if (moved != null && segments.remove(from, moved)) {
                            moved.file().renamed(target);
                            segments.put(to, moved);
                        }
                    });
        }));
    }

    @Override
    public CompletableFuture<Void> delete(String fileName) {
        return named("delete", fileName, file -> {
            MmapSegment segment = segments.get(fileName);
            // What fails while a segment is let go of is of no interest: its content is to be lost.
            CompletableFuture<@Nullable Void> letGo = segment == null
                    ? CompletableFuture.completedFuture(null)
                    : segment.discard().handle((done, failure) -> null);
            return queue.beside(() -> letGo.thenCompose(done -> tools.work().submit("delete", file, () -> {
                requireNoDirectory(file);
                Files.deleteIfExists(file);
                return null;
            })));
        });
    }

    @Override
    public CompletableFuture<Void> force() {
        if (failedForce != null) {
            return CompletableFuture.failedFuture(
                    new StorageException("cannot force " + path + ": that failed before, and what was lost is unknown", failedForce));
        }
        return step("force", path, () -> {
                    Directories.force(path);
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
        return named("write", fileName, file -> {
            if (segments.containsKey(fileName) || opening.contains(fileName)) {
                return failed("cannot write " + file + ": it is open as a segment");
            }
            return step("write", file, () -> {
                SmallFiles.write(file, content);
                return null;
            });
        });
    }

    @Override
    public CompletableFuture<ByteBuffer> readFile(String fileName, int sizeBytesMax) {
        return named(
                "read",
                fileName,
                file -> queue.beside(
                        () -> tools.work().submitForPresent("read", file, () -> SmallFiles.read(file, sizeBytesMax))));
    }

    @Override
    public CompletableFuture<Void> close() {
        if (closing == null) {
            closing = queue.alone(() -> {
                List<CompletableFuture<Void>> closed = new ArrayList<>();
                // Each forgets itself when it is closed, so the list is taken first.
                List.copyOf(segments.values()).forEach(segment -> closed.add(segment.close()));
                return CompletableFuture.allOf(closed.toArray(CompletableFuture[]::new))
                        .whenComplete((done, failure) -> onClosed.run());
            });
        }
        return closing;
    }

    private void forget(MmapSegment closed) {
        segments.remove(closed.name(), closed);
    }

    private List<StoredFile> storedFiles() throws IOException {
        List<StoredFile> stored = new ArrayList<>();
        for (Path file : Directories.filesIn(path)) {
            String fileName = file.getFileName().toString();
            if (!isReserved(fileName)) {
                stored.add(new StoredFile(fileName, Files.size(file)));
            }
        }
        return stored;
    }

    private boolean isReserved(String fileName) {
        return name.equals(LogStorage.ROOT) && fileName.equals(DirectoryLock.FILE_NAME);
    }

    /** Runs work on files unless this folder is closed. */
    private <T> CompletableFuture<T> step(String doing, Path file, Callable<T> work) {
        return closing != null
                ? failed("cannot " + doing + " " + file + ": its folder is closed")
                : queue.beside(() -> tools.work().submit(doing, file, work));
    }

    /** Goes on with the path of a name, if it is one (S14) and this folder is open. */
    private <T> CompletableFuture<T> named(String doing, String fileName, Function<Path, CompletableFuture<T>> next) {
        try {
            Path file = path.resolve(StorageNames.requireInside(fileName));
            if (closing != null) {
                return failed("cannot " + doing + " " + file + ": its folder is closed");
            }
            return isReserved(fileName) ? failed("the name '" + fileName + "' is the storage's own") : next.apply(file);
        } catch (StorageException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private static void requireNoDirectory(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
    }

    private static <T> CompletableFuture<T> failed(String message) {
        return CompletableFuture.failedFuture(new StorageException(message));
    }

    /** Which folder it is, where its directory is, and where it lives. */
    record FolderPlace(String name, Path path, EventLoop loop) {}

    @FunctionalInterface
    private interface SegmentOpener {
        MmapSegment open(Path file) throws IOException;
    }
}
