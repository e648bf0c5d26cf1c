package io.odradek.benchmarks.race.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintsTest {
    private static final PreparedRecords RECORDS = new PreparedRecords(new byte[][] {{1, 2}}, new byte[][] {{3, 4, 5}});

    @Test
    void matches_withKeys_takesTheRecordAlone() {
        Fingerprints keyed = new Fingerprints(RECORDS, true);

        assertThat(keyed.matches(new byte[] {1, 2}, new byte[] {3, 4, 5})).isTrue();
        assertThat(keyed.matches(null, new byte[] {3, 4, 5})).as("key lost").isFalse();
        assertThat(keyed.matches(new byte[] {1, 2, 3}, new byte[] {4, 5})).as("another border").isFalse();
        assertThat(keyed.matches(new byte[] {1, 2}, new byte[] {3, 4, 4})).as("one bit wrong").isFalse();
        assertThat(keyed.matches(new byte[] {1, 2}, null)).as("value lost").isFalse();
    }

    @Test
    void matches_withoutKeys_wantsNone() {
        Fingerprints plain = new Fingerprints(RECORDS, false);

        assertThat(plain.matches(null, new byte[] {3, 4, 5})).isTrue();
        assertThat(plain.matches(new byte[0], new byte[] {3, 4, 5})).isFalse();
    }
}
