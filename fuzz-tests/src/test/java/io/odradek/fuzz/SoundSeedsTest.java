package io.odradek.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that are sound get through, so that what is changed in them is looked at by more than the first check. */
class SoundSeedsTest {
    private static byte[] input(Target target, String name) throws IOException {
        Path file = target.corpus().stream()
                .filter(each -> each.getFileName().toString().equals(name))
                .findFirst()
                .orElseThrow();
        return Files.readAllBytes(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offsets", "read", "read-twice", "create", "delete", "describe", "elect", "produce", "produce-idempotently", "versions"})
    void converse_honestAnswers_giveWhatIsWanted(String name) throws IOException {
        assertThat(AnswersTarget.converse(input(Target.ANSWERS, name))).isTrue();
    }

    /** What is committed is there at every start: only what this version cannot know may keep a broker from it. */
    @Test
    void starts_whateverIsCommitted_isTrueUnlessItCannotBeRead() throws IOException {
        List<String> refused = new ArrayList<>();
        for (Path file : Target.DATA_DIRECTORY.corpus()) {
            String name = file.getFileName().toString();
            if (name.startsWith("command-") && !DataDirectoryTarget.starts(Files.readAllBytes(file))) {
                refused.add(name.substring("command-".length()));
            }
        }
        assertThat(refused)
                .containsExactlyInAnyOrder("empty", "unknown-kind", "negative-kind", "newer-version", "cut", "bytes-behind", "count-lies");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "new", "closed-in-good-order", "closed-in-good-order-repaired", "killed", "snapshot-sound", "snapshot-topic-config-no-number",
        "without-meta.properties", "positions-lie", "mark-lies"
    })
    void starts_soundOrRepairable_isTrue(String name) throws IOException {
        assertThat(DataDirectoryTarget.starts(input(Target.DATA_DIRECTORY, name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot-topic-leads-out", "snapshot-topic-of-nobody", "snapshot-newer-version", "without-commands"})
    void starts_whatNoClusterIs_isFalse(String name) throws IOException {
        assertThat(DataDirectoryTarget.starts(input(Target.DATA_DIRECTORY, name))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leader-is-unknown", "fetched-wrong-crc", "elect-another-partition"})
    void converse_lies_fail(String name) throws IOException {
        assertThat(AnswersTarget.converse(input(Target.ANSWERS, name))).isFalse();
    }
}
