package io.odradek.quorum.ratis;

import io.odradek.spi.quorum.QuorumMember;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Members in processes of 128 MB, which can be killed, stopped and continued. */
final class ProcessCluster implements AutoCloseable {
    private static final long WAIT_NS = TimeUnit.SECONDS.toNanos(60);

    private final Path root;
    private final List<QuorumMember> members;
    private final Duration election;
    private final Duration submit;
    private final Map<Integer, Child> running = new TreeMap<>();

    ProcessCluster(Path root, int count, Duration election, Duration submit) {
        this.root = root;
        this.members = TestCluster.members(count);
        this.election = election;
        this.submit = submit;
    }

    /** A process, and the pipes to it. */
    private record Child(Process process, BufferedWriter in, BufferedReader out) {
        String ask(String line) {
            try {
                in.write(line + "\n");
                in.flush();
                return read();
            } catch (IOException ended) {
                throw new UncheckedIOException(ended);
            }
        }

        String read() {
            try {
                String line = out.readLine();
                if (line == null) {
                    throw new AssertionError("the member's process has ended");
                }
                return line;
            } catch (IOException ended) {
                throw new UncheckedIOException(ended);
            }
        }
    }

    /** Starts members beside each other, and waits for all. */
    void start(int... ids) {
        for (int id : ids) {
            running.put(id, launch(id));
        }
        for (int id : ids) {
            String said = running.get(id).read();
            if (!said.equals("started")) {
                throw new AssertionError("member " + id + ": " + said);
            }
        }
    }

    private Child launch(int id) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MemberProcess.class.getName(),
                Integer.toString(id),
                root.resolve("node" + id).toString(),
                Long.toString(election.toMillis()),
                Long.toString(submit.toMillis())));
        members.forEach(member -> command.add(member.address().toString()));
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            return new Child(process, process.outputWriter(), process.inputReader());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String ask(int id, String line) {
        return running.get(id).ask(line);
    }

    List<Integer> ids() {
        return List.copyOf(running.keySet());
    }

    /** Waits until a member that runs leads, and it and {@code asked} know. Returns its id. */
    int leaderAsSeenBy(int asked, int notThis) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < WAIT_NS) {
            int leader = Integer.parseInt(ask(asked, "leader").split(" ")[0]);
            if (leader != notThis && running.containsKey(leader)) {
                return leader;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("nobody was elected");
    }

    /** Ends a process as {@code kill -9} does. */
    void kill(int id) {
        Child child = running.remove(id);
        child.process().destroyForcibly();
        awaitEnd(child);
    }

    void signal(int id, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(running.get(id).process().pid())).start().waitFor();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Ends a process in good order. */
    void end(int id) {
        Child child = running.remove(id);
        try {
            child.in().close();
        } catch (IOException alreadyEnded) {
            throw new UncheckedIOException(alreadyEnded);
        }
        awaitEnd(child);
        if (child.process().exitValue() != 0) {
            throw new AssertionError("member " + id + " ended with " + child.process().exitValue());
        }
    }

    private static void awaitEnd(Child child) {
        try {
            if (!child.process().waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("a process did not end");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        running.values().forEach(child -> child.process().destroyForcibly());
    }
}
