package io.odradek.inmemory.quorum;

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
import io.odradek.spi.transport.Endpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Members of a shared quorum in virtual time, each in a process of its own. */
final class QuorumWorld {
    static final long SECOND_NS = 1_000_000_000L;
    static final long ELECTION_TIMEOUT_NS = SECOND_NS;
    private static final int COMMANDS_TO_COMPACT = 30;
    static final long SUBMIT_TIMEOUT_NS = 5 * SECOND_NS;

    final VirtualTime time;
    final SharedQuorum quorum = new SharedQuorum(COMMANDS_TO_COMPACT);
    final TreeMap<Integer, Node> nodes = new TreeMap<>();
    private final MemoryLogStorageProvider disks = new MemoryLogStorageProvider();
    private final List<QuorumMember> members;

    QuorumWorld(long seed, int memberCount) {
        this.time = new VirtualTime(seed);
        List<QuorumMember> all = new ArrayList<>();
        for (int i = 0; i < memberCount; i++) {
            all.add(new QuorumMember(i, new Endpoint("node-" + i, 9000 + i)));
        }
        this.members = List.copyOf(all);
    }

    /** Creates and starts a member, in a new process. */
    Node begin(int nodeId) {
        Node node = new Node(nodeId);
        nodes.put(nodeId, node);
        return node;
    }

    Node started(int nodeId) {
        Node node = begin(nodeId);
        time.await(node.started, 60 * SECOND_NS);
        return node;
    }

    /** All members, started. */
    void startAll() {
        members.forEach(member -> begin(member.nodeId()));
        nodes.values().forEach(node -> time.await(node.started, 60 * SECOND_NS));
        settle();
    }

    void settle() {
        time.runFor(20 * SECOND_NS);
    }

    /** A process with a member, and a machine that keeps every command as text. */
    final class Node implements QuorumMachine {
        final VirtualProcess process;
        final MetadataQuorum member;
        final TreeMap<Long, String> applied = new TreeMap<>();
        final List<Leadership> led = new ArrayList<>();
        final CompletableFuture<Void> started;
        int restoreCount;

        Node(int nodeId) {
            process = time.newProcess("node-" + nodeId);
            Path directory = Path.of("node-" + nodeId);
            PluginContext context = new PluginContext(Map.of(), process.clock(), process.random());
            QuorumHost host = new QuorumHost(
                    process.newEventLoop("control"), process.workers(), disks.create(context, directory, process.workers()), directory);
            member = quorum.member(new QuorumSettings(nodeId, members, ELECTION_TIMEOUT_NS, SUBMIT_TIMEOUT_NS), host);
            process.onKill(() -> quorum.kill(nodeId));
            started = member.start(this);
        }

        CompletableFuture<Long> submit(String command) {
            return member.submit(ByteBuffer.wrap(command.getBytes(StandardCharsets.UTF_8)));
        }

        long await(String command) {
            return time.await(submit(command), 60 * SECOND_NS);
        }

        List<String> commands() {
            return List.copyOf(applied.values());
        }

        @Override
        public void apply(long index, ByteBuffer command) {
            if (!applied.isEmpty() && index <= applied.lastKey()) {
                throw new IllegalStateException(index + " after " + applied.lastKey());
            }
            applied.put(index, StandardCharsets.UTF_8.decode(command).toString());
        }

        @Override
        public void restore(long index, ByteBuffer snapshot) {
            restoreCount++;
            applied.clear();
            StandardCharsets.UTF_8.decode(snapshot).toString().lines().forEach(line -> {
                int gap = line.indexOf(' ');
                applied.put(Long.parseLong(line.substring(0, gap)), line.substring(gap + 1));
            });
        }

        @Override
        public ByteBuffer snapshot() {
            StringBuilder text = new StringBuilder();
            applied.forEach((index, command) -> text.append(index).append(' ').append(command).append('\n'));
            return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void led(Leadership leadership) {
            led.add(leadership);
        }
    }
}
