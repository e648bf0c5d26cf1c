package io.odradek.spi.tck.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.spi.plugin.Contract;
import io.odradek.spi.tck.plugin.ProviderRules;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The rules of a log that nothing goes wrong with. */
abstract class LogRules extends QuorumRig {
    private static final int COMMAND_COUNT = 60;
    private static final int COMMANDS_TO_COMPACT = 1_100;
    private static final int COMMAND_BYTES_MAX = 50_000;

    @Test
    final void provider_followsTheRulesOfProviders() {
        ProviderRules.check(Contract.METADATA_QUORUM, provider());
    }

    @Test
    final void Q1_commandsOfAllMembers_areAppliedByAllInOneOrder() {
        List<RunningMember> members = startAll();
        List<CompletableFuture<Long>> submitted = new ArrayList<>();
        for (int i = 0; i < COMMAND_COUNT; i++) {
            submitted.add(members.get(i % members.size()).submit("command " + i));
        }
        submitted.forEach(this::await);

        List<RecordingMachine.Entry> log = agreed();

        for (int i = 0; i < COMMAND_COUNT; i++) {
            assertThat(log).contains(new RecordingMachine.Entry(await(submitted.get(i)), "command " + i));
        }
    }

    @Test
    final void Q1_bytesOfACommand_areAppliedAsTheyWereSubmitted() {
        List<RunningMember> members = startAll();
        for (int round = 0; round < 10; round++) {
            byte[] bytes = new byte[1 + random().nextInt(COMMAND_BYTES_MAX)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) random().nextInt(256);
            }
            int from = random().nextInt(bytes.length);
            ByteBuffer command = (round % 2 == 0 ? ByteBuffer.allocate(bytes.length) : ByteBuffer.allocateDirect(bytes.length)).put(bytes);
            command.position(from);
            RunningMember submitter = members.get(round % members.size());

            long index = await(submitter.quorum().submit(command.asReadOnlyBuffer()));

            String expected = new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
            boolean same = submitter.machine().log().contains(new RecordingMachine.Entry(index, expected));
            assertThat(same).as("%d bytes from %d are applied, %s", bytes.length, from, seed()).isTrue();
        }
        agreed();
    }

    @Test
    final void Q3_startAgain_completesWhenAllIsApplied() {
        List<RunningMember> members = startAll();
        RunningMember away = members.get(members.size() - 1);
        for (int i = 0; i < COMMAND_COUNT; i++) {
            submitAtLast(away, "before " + i);
        }
        stop(away);
        if (memberCount() > 1) {
            for (int i = 0; i < COMMAND_COUNT; i++) {
                submitAtLast(members.get(0), "meanwhile " + i);
            }
        }
        List<String> expected = members.get(0).machine().commands();

        RunningMember again = join(away.nodeId());

        List<String> atStart = await(again.started()).stream().map(RecordingMachine.Entry::command).toList();
        assertThat(atStart).as("at the end of the start, %s", seed()).startsWith(expected.toArray(String[]::new));
        agreed();
    }

    @Test
    final void Q3_startAgain_goesOnWithGreaterIndexes() {
        List<RunningMember> members = startAll();
        long before = submitAtLast(members.get(0), "before");
        members.forEach(this::stop);
        List<RunningMember> again = startAll();
        assertThat(submitAtLast(again.get(0), "after")).isGreaterThan(before);
        agreed();
    }

    @Test
    final void Q4_submit_completesOnTheLoopAfterTheMachineAppliedIt() {
        List<RunningMember> members = startAll();
        for (int i = 0; i < COMMAND_COUNT; i++) {
            RunningMember member = members.get(i % members.size());
            RunningMember.Answer answer = await(member.submitOnLoop("command " + i));
            assertThat(answer.onLoop()).as("completed on the loop").isTrue();
            assertThat(answer.logThen()).as("applied then").contains(new RecordingMachine.Entry(answer.index(), "command " + i));
        }
    }

    @Test
    final void Q7_oneAfterTheOther_areAppliedInThatOrder() {
        List<RunningMember> members = startAll();
        RunningMember patient = members.get(members.size() - 1);
        List<CompletableFuture<Long>> noise = new ArrayList<>();
        List<Long> indexes = new ArrayList<>();
        for (int i = 0; i < COMMAND_COUNT; i++) {
            noise.add(members.get(i % members.size()).submit("noise " + i));
            indexes.add(await(patient.submit("step " + i)));
        }
        noise.forEach(this::await);
        assertThat(indexes).isSorted().doesNotHaveDuplicates();
        List<String> steps = agreed().stream().map(RecordingMachine.Entry::command).filter(command -> command.startsWith("step ")).toList();
        for (int i = 0; i < COMMAND_COUNT; i++) {
            assertThat(steps.get(i)).isEqualTo("step " + i);
        }
    }

    @Test
    final void Q11_manyCommands_areAllThereThroughSnapshots() {
        List<RunningMember> members = startAll();
        List<CompletableFuture<Long>> submitted = new ArrayList<>();
        for (int i = 0; i < COMMANDS_TO_COMPACT; i++) {
            submitted.add(members.get(i % members.size()).submit("command " + i));
            if (i % 20 == 19) {
                submitted.forEach(this::await);
                submitted.clear();
            }
        }
        submitted.forEach(this::await);
        List<RecordingMachine.Entry> log = agreed();
        members.forEach(this::stop);

        List<RunningMember> again = startAll();

        for (RunningMember member : again) {
            assertThat(await(member.started())).as("at the end of the start of %s", member).startsWith(log.toArray(RecordingMachine.Entry[]::new));
        }
        agreed();
    }
}
