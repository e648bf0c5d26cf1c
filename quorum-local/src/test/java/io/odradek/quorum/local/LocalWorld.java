package io.odradek.quorum.local;

import io.odradek.inmemory.storage.MemoryDisk;
import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.quorum.QuorumMachine;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.StorageFolder;
import io.odradek.spi.transport.Endpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A quorum of one in virtual time, on a disk in memory. Its machine keeps every command as a line of text. */
final class LocalWorld implements QuorumMachine {
    static final long SECOND_NS = 1_000_000_000L;
    static final long SUBMIT_TIMEOUT_NS = 5 * SECOND_NS;
    static final Path DIRECTORY = Path.of("data");

    final VirtualTime time;
    final VirtualProcess process;
    final EventLoop loop;
    private final MemoryLogStorageProvider disks;
    final MemoryDisk disk;
    final LogStorage storage;
    final MetadataQuorum quorum;
    final List<String> events = new ArrayList<>();
    final List<String> commands = new ArrayList<>();

    /** A process on a disk that is empty. */
    LocalWorld(long seed) {
        this(new VirtualTime(seed), new MemoryLogStorageProvider());
    }

    private LocalWorld(VirtualTime time, MemoryLogStorageProvider disks) {
        this.time = time;
        this.process = time.newProcess("broker");
        this.loop = process.newEventLoop("control");
        this.disk = disks.disk(DIRECTORY);
        this.disks = disks;
        PluginContext context = new PluginContext(Map.of(), process.clock(), process.random());
        this.storage = disks.create(context, DIRECTORY, process.workers());
        await(storage.open(loop));
        QuorumSettings settings =
                new QuorumSettings(7, List.of(new QuorumMember(7, new Endpoint("nowhere", 1))), SECOND_NS, SUBMIT_TIMEOUT_NS);
        this.quorum = new LocalQuorumProvider().create(context, settings, new QuorumHost(loop, process.workers(), storage, DIRECTORY));
    }

    /** The process dies, and another one comes. */
    LocalWorld afterDeath() {
        process.kill();
        disk.crashProcess();
        return new LocalWorld(time, disks);
    }

    LocalWorld start() {
        await(quorum.start(this));
        return this;
    }

    CompletableFuture<Long> submit(String command) {
        return quorum.submit(ByteBuffer.wrap(command.getBytes(StandardCharsets.UTF_8)));
    }

    <T> T await(CompletableFuture<T> future) {
        return time.await(future, 60 * SECOND_NS);
    }

    /** Does something in the quorum's folder, which must be closed. */
    <T> T inFolder(Function<StorageFolder, CompletableFuture<T>> work) {
        StorageFolder folder = await(storage.openFolder(QuorumHost.FOLDER, loop));
        T outcome = await(work.apply(folder));
        await(folder.close());
        return outcome;
    }

    @Override
    public void apply(long index, ByteBuffer command) {
        String text = StandardCharsets.UTF_8.decode(command).toString();
        events.add("apply " + index);
        commands.add(text);
    }

    @Override
    public void restore(long index, ByteBuffer snapshot) {
        events.add("restore " + index);
        commands.clear();
        StandardCharsets.UTF_8.decode(snapshot).toString().lines().forEach(commands::add);
    }

    @Override
    public ByteBuffer snapshot() {
        events.add("snapshot");
        return ByteBuffer.wrap(String.join("\n", commands).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void led(Leadership leadership) {
        events.add("led by " + leadership.leaderId() + " in term " + leadership.term());
    }
}
