package io.odradek.spi.tck.storage;

import io.odradek.api.StorageException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.storage.StorageFolder;
import io.odradek.spi.storage.StoredFile;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A folder of a sample storage. */
final class SampleFolder implements StorageFolder {
    private final String name;
    private final SampleDisk.Names names;
    private final SampleStorage storage;
    private final EventLoop loop;
    private final TreeMap<String, SampleSegment> segments = new TreeMap<>();
    private boolean closed;

    SampleFolder(String name, SampleDisk.Names names, SampleStorage storage, EventLoop loop) {
        this.name = name;
        this.names = names;
        this.storage = storage;
        this.loop = loop;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<List<StoredFile>> list() {
        return submit(() -> names.now.entrySet().stream()
                .map(file -> new StoredFile(file.getKey(), file.getValue().bytes.length))
                .toList());
    }

    @Override
    public CompletableFuture<Segment> create(String fileName, long capacityBytes) {
        return submit(() -> {
            check(fileName);
            if (names.now.containsKey(fileName)) {
                throw new StorageException(fileName + " exists");
            }
            SampleDisk.Content content = new SampleDisk.Content();
            names.now.put(fileName, content);
            return register(new SampleSegment(this, fileName, content, capacityBytes, true));
        });
    }

    @Override
    public CompletableFuture<Segment> open(String fileName) {
        return submit(() -> {
            check(fileName);
            if (!names.now.containsKey(fileName) || segments.containsKey(fileName)) {
                throw new StorageException(fileName + " is absent or open");
            }
            SampleDisk.Content content = names.now.get(fileName);
            return register(new SampleSegment(this, fileName, content, content.bytes.length, false));
        });
    }

    private Segment register(SampleSegment segment) {
        segments.put(segment.name(), segment);
        storage.disk().openCount++;
        return segment;
    }

    void forget(SampleSegment segment) {
        segments.remove(segment.name(), segment);
    }

    @Override
    public CompletableFuture<Void> rename(String from, String to) {
        return submit(() -> {
            check(from);
            check(to);
            if (!names.now.containsKey(from) || segments.containsKey(to)) {
                throw new StorageException(from + " is absent, or " + to + " is open");
            }
            if (storage.disk().has(Defect.S10_RENAME_DELETES_FIRST)) {
                names.forced.remove(to);
            }
            names.now.put(to, names.now.remove(from));
            SampleSegment moved = segments.remove(from);
            if (moved != null) {
                moved.renamed(to);
                segments.put(to, moved);
            }
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> delete(String fileName) {
        return submit(() -> {
            check(fileName);
            SampleSegment segment = segments.get(fileName);
            if (segment != null) {
                segment.discard();
            }
            SampleDisk.Content content = names.now.remove(fileName);
            if (content != null && storage.disk().has(Defect.S12_DELETE_ENDS_RANGES)) {
                content.resize(0);
            }
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> force() {
        return submit(() -> {
            if (!storage.disk().has(Defect.S11_FOLDER_FORCE_DOES_NOTHING)) {
                names.forced.clear();
                names.forced.putAll(names.now);
            }
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> writeFile(String fileName, ByteBuffer bytes) {
        return submit(() -> {
            check(fileName);
            if (segments.containsKey(fileName)) {
                throw new StorageException(fileName + " is open");
            }
            SampleDisk.Content content = names.now.computeIfAbsent(fileName, absent -> new SampleDisk.Content());
            content.bytes = StorageBench.bytesOf(bytes);
            content.force();
            return null;
        });
    }

    @Override
    public CompletableFuture<ByteBuffer> readFile(String fileName, int sizeBytesMax) {
        return submit(() -> {
            check(fileName);
            SampleDisk.Content content = names.now.get(fileName);
            if (content == null) {
                throw new NoSuchFileException(fileName);
            }
            if (content.bytes.length > sizeBytesMax) {
                throw new StorageException(fileName + " is too long");
            }
            return ByteBuffer.wrap(content.bytes.clone());
        });
    }

    @Override
    public CompletableFuture<Void> close() {
        synchronized (storage.disk()) {
            if (closed || storage.disk().has(Defect.S13_CLOSE_LEAVES_SEGMENTS_OPEN)) {
                return CompletableFuture.completedFuture(null);
            }
            closed = true;
            return CompletableFuture.allOf(
                            List.copyOf(segments.values()).stream().map(SampleSegment::close).toArray(CompletableFuture[]::new))
                    .whenComplete((done, failure) -> storage.forget(this));
        }
    }

    SampleStorage storage() {
        return storage;
    }

    private void check(String fileName) {
        storage.disk().check(fileName);
        if (closed) {
            throw new StorageException("the folder " + name + " is closed");
        }
    }

    <T> CompletableFuture<T> submit(Callable<T> work) {
        return storage.submit(loop, work);
    }
}
