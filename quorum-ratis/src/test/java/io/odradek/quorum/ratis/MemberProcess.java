package io.odradek.quorum.ratis;

import io.odradek.api.OdradekException;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.transport.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A member in a process of its own, which answers each line that it is told with one line:
 *
 * <pre>
 * submit TEXT   its index, or the code of the error
 * leader        the leader's id and term
 * commands      all that was applied, separated by blanks
 * time COUNT    the median microseconds of so many submissions
 * heap          used megabytes after a collection: heap, and direct buffers
 * </pre>
 */
final class MemberProcess {
    private MemberProcess() {}

    public static void main(String[] arguments) throws IOException {
        int nodeId = Integer.parseInt(arguments[0]);
        Path directory = Path.of(arguments[1]);
        Duration election = Duration.ofMillis(Long.parseLong(arguments[2]));
        Duration submit = Duration.ofMillis(Long.parseLong(arguments[3]));
        List<QuorumMember> members = new ArrayList<>();
        for (String address : Arrays.asList(arguments).subList(4, arguments.length)) {
            members.add(new QuorumMember(members.size() + 1, Endpoint.parse(address)));
        }
        Map<String, String> settings = Map.of(RatisSettings.SNAPSHOT_COMMANDS, "500", RatisSettings.SEGMENT_BYTES, "16384");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (TestMember member = new TestMember(nodeId, members, directory, settings, election.toNanos(), submit.toNanos());
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            member.start().whenComplete((nothing, failure) -> out.println(failure == null ? "started" : "failed " + failure));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(answer(member, line));
            }
        }
    }

    private static String answer(TestMember member, String line) {
        String argument = line.substring(line.indexOf(' ') + 1);
        if (line.startsWith("submit ")) {
            return submitted(member, argument);
        } else if (line.startsWith("time ")) {
            return Long.toString(medianUs(member, Integer.parseInt(argument)));
        }
        switch (line) {
            case "leader":
                Leadership leadership = member.quorum.leadership();
                return leadership.leaderId() + " " + leadership.term();
            case "commands":
                return String.join(" ", member.loop.call(() -> List.copyOf(member.machine.commands)));
            case "heap":
                return heap();
            default:
                throw new IllegalArgumentException(line);
        }
    }

    private static String submitted(TestMember member, String command) {
        try {
            return Long.toString(member.submit(command));
        } catch (OdradekException failed) {
            return failed.code().name();
        }
    }

    private static long medianUs(TestMember member, int count) {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            member.submit("timed");
            times[i] = (System.nanoTime() - begin) / 1000;
        }
        Arrays.sort(times);
        return times[count / 2];
    }

    private static String heap() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(java.lang.management.BufferPoolMXBean.class).stream()
                .mapToLong(java.lang.management.BufferPoolMXBean::getMemoryUsed)
                .sum();
        return (heap >> 20) + " " + (direct >> 20);
    }
}
