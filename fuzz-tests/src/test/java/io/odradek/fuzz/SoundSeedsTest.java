package io.odradek.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @ParameterizedTest
    @ValueSource(strings = {"leader-is-unknown", "fetched-wrong-crc", "elect-another-partition"})
    void converse_lies_fail(String name) throws IOException {
        assertThat(AnswersTarget.converse(input(Target.ANSWERS, name))).isFalse();
    }
}
