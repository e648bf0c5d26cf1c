package io.odradek.fuzz;

import io.odradek.api.OdradekException;
import io.odradek.inmemory.storage.MemoryDisk;
import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.StorageFolder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** A data directory in memory, with processes that open it one after the other in virtual time. Confined to one thread. */
final class VirtualFolder {
    static final Path DIRECTORY = Path.of("data");
    private static final long PATIENCE_NS = 3_600_000_000_000L;
    /** Bounds what an input can make the engine do: far more than any sound one takes. */
    private static final long STEP_COUNT_MAX = 5_000_000;

    final VirtualTime time = new VirtualTime(1, STEP_COUNT_MAX);
    private final MemoryLogStorageProvider provider = new MemoryLogStorageProvider();
    private int processCount;
    VirtualProcess process = time.newProcess("process");
    EventLoop loop = process.newEventLoop("loop");

    /** The process dies; another one takes its place. */
    void nextProcess() {
        process.kill();
        disk().crashProcess();
        process = time.newProcess("process " + ++processCount);
        loop = process.newEventLoop("loop");
    }

    MemoryDisk disk() {
        return provider.disk(DIRECTORY);
    }

    /** The storage for the process of the moment, not opened yet. */
    LogStorage storage() {
        return provider.create(PluginContext.of(Map.of()), DIRECTORY, process.workers());
    }

    /** Puts files where their paths say: a folder and a name, or a name alone for the root. */
    void putAll(Map<String, byte[]> files) {
        Map<String, Map<String, byte[]>> byFolder = new LinkedHashMap<>();
        files.forEach((path, content) -> {
            int slash = path.indexOf('/');
            String folder = slash < 0 ? LogStorage.ROOT : path.substring(0, slash);
            byFolder.computeIfAbsent(folder, name -> new LinkedHashMap<>()).put(path.substring(slash + 1), content);
        });
        byFolder.forEach(this::put);
    }

    /** Puts files into a folder, each instead of one of the same name. */
    void put(String folderName, Map<String, byte[]> files) {
        inFolder(folderName, folder -> {
            CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                done = done.thenCompose(ready -> put(folder, file.getKey(), file.getValue()));
            }
            return done;
        });
        nextProcess();
    }

    private static CompletableFuture<Void> put(StorageFolder folder, String name, byte[] content) {
        if (!name.endsWith(".log")) {
            return folder.writeFile(name, ByteBuffer.wrap(content));
        }
        return folder.create(name, Math.max(content.length, 1))
                .thenCompose(file -> file.prepare(content.length).thenAccept(ready -> {
                    if (content.length > 0) {
                        file.append(ByteBuffer.wrap(content));
                    }
                }));
    }

    /** The files of the root and of these folders, by path. */
    Map<String, byte[]> filesIn(String... folders) {
        Map<String, byte[]> all = new LinkedHashMap<>(files(LogStorage.ROOT));
        for (String folder : folders) {
            files(folder).forEach((name, content) -> all.put(folder + "/" + name, content));
        }
        return all;
    }

    int folderCount() {
        LogStorage storage = storage();
        int count = await(() -> storage.open(loop).thenCompose(opened -> storage.listFolders(loop))).orElseThrow().size();
        nextProcess();
        return count;
    }

    /** The files of a folder. */
    Map<String, byte[]> files(String folderName) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        inFolder(folderName, folder -> folder.list().thenAccept(found -> found.forEach(file -> names.add(file.name()))));
        nextProcess();
        for (String name : names) {
            ByteBuffer content = inFolder(folderName, folder -> folder.readFile(name, 1 << 20)).orElseThrow();
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            files.put(name, bytes);
            nextProcess();
        }
        return files;
    }

    private <T> Optional<T> inFolder(String name, Function<StorageFolder, CompletableFuture<T>> work) {
        LogStorage storage = storage();
        return await(() -> storage.open(loop).thenCompose(opened -> storage.openFolder(name, loop)).thenCompose(work));
    }

    /** Runs the call on the loop until what it promises is there; empty when it failed with an error of ours. */
    <T> Optional<T> await(Supplier<CompletableFuture<T>> call) {
        CompletableFuture<Optional<T>> result = new CompletableFuture<>();
        loop.execute(() -> CompletableFuture.completedFuture(null)
                .thenCompose(start -> call.get())
                .whenComplete((value, failure) -> {
                    if (failure == null) {
                        result.complete(Optional.ofNullable(value));
                    } else if (unwrapped(failure) instanceof OdradekException named && named.getMessage() != null) {
                        result.complete(Optional.empty());
                    } else {
                        result.completeExceptionally(failure);
                    }
                }));
        Optional<T> value = time.await(result, PATIENCE_NS);
        requireNoFailures();
        return value;
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** No task of an engine threw. */
    void requireNoFailures() {
        if (!time.failures().isEmpty()) {
            throw new AssertionError("a task threw", time.failures().get(0).error());
        }
    }
}
