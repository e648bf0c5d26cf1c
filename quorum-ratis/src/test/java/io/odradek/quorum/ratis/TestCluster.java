package io.odradek.quorum.ratis;

import static org.awaitility.Awaitility.await;

import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.transport.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Members on loopback ports, each with a directory that it keeps. */
final class TestCluster implements AutoCloseable {
    static final Duration WAIT = Duration.ofSeconds(30);

    private final Path root;
    private final List<QuorumMember> members;
    private final Map<String, String> settings;
    private final long electionNs;
    private final long submitNs;
    private final Map<Integer, TestMember> running = new TreeMap<>();

    TestCluster(Path root, int count, Map<String, String> settings, Duration election, Duration submit) {
        this.root = root;
        this.members = members(count);
        this.settings = settings;
        this.electionNs = election.toNanos();
        this.submitNs = submit.toNanos();
    }

    /** Members 1 to {@code count} at ports that are free, all held at once so that no two are the same. */
    static List<QuorumMember> members(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        List<QuorumMember> members = new ArrayList<>();
        try {
            for (int id = 1; id <= count; id++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                members.add(new QuorumMember(id, new Endpoint("127.0.0.1", socket.getLocalPort())));
            }
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return members;
    }

    TestMember create(int id) {
        TestMember member = new TestMember(id, members, directory(id), settings, electionNs, submitNs);
        running.put(id, member);
        return member;
    }

    Endpoint address(int id) {
        return members.get(id - 1).address();
    }

    Path directory(int id) {
        return root.resolve("node" + id);
    }

    /** Starts members beside each other, and waits for all. */
    void start(int... ids) {
        List<CompletableFuture<Void>> starting = new ArrayList<>();
        for (int id : ids) {
            starting.add(create(id).start());
        }
        starting.forEach(TestCluster::join);
    }

    static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(WAIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Stops members beside each other, and waits for all. */
    void stop(int... ids) {
        for (int id : ids) {
            running.get(id).startClosing();
        }
        for (int id : ids) {
            running.remove(id).close();
        }
    }

    TestMember member(int id) {
        return running.get(id);
    }

    List<TestMember> all() {
        return List.copyOf(running.values());
    }

    /** Waits until one of those that run leads and all of them know. */
    TestMember leader() {
        await().atMost(WAIT).pollInterval(Duration.ofMillis(5)).until(() -> running.values().stream()
                        .allMatch(member -> running.containsKey(member.quorum.leadership().leaderId())
                                && running.get(member.quorum.leadership().leaderId()).leads()));
        return running.get(all().get(0).quorum.leadership().leaderId());
    }

    TestMember follower() {
        int leader = leader().nodeId;
        return running.values().stream().filter(member -> member.nodeId != leader).findFirst().orElseThrow();
    }

    /** Waits until all that run have applied the same commands, and so many. */
    void awaitCommands(int count) {
        await().atMost(WAIT).pollInterval(Duration.ofMillis(5)).until(() -> all().stream()
                .allMatch(member -> member.machine.commands.size() == count && member.machine.commands.equals(all().get(0).machine.commands)));
    }

    @Override
    public void close() {
        stop(running.keySet().stream().mapToInt(Integer::intValue).toArray());
    }
}
