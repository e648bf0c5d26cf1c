package io.odradek.cli.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.TopicPartition;
import org.junit.jupiter.api.Test;

class AckGapsTest {
    private static final long MS = 1_000_000;
    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);

    private final AckGaps gaps = new AckGaps();

    @Test
    void over_onePartitionStandsStillWhileOthersGoOn_isItsGap() {
        gaps.acknowledged(P0, 0);
        for (int i = 0; i <= 75; i++) {
            gaps.acknowledged(P1, i * 40 * MS);
        }
        gaps.acknowledged(P0, 3_000 * MS);

        assertThat(gaps.over()).containsExactly(new AckGaps.Gap(P0, 0, 3_000 * MS));
        assertThat(gaps.longestNs()).isEqualTo(3_000 * MS);
    }

    @Test
    void over_shortPauses_areNone() {
        gaps.acknowledged(P0, 0);
        gaps.acknowledged(P0, 40 * MS);

        assertThat(gaps.over()).isEmpty();
        assertThat(gaps.longestNs()).isZero();
    }

    @Test
    void longestNs_ofATime_isTheLongestThatReachesIntoIt() {
        gaps.acknowledged(P0, 0);
        gaps.acknowledged(P0, 5_000 * MS);
        gaps.acknowledged(P0, 6_000 * MS);
        gaps.acknowledged(P0, 6_300 * MS);

        assertThat(gaps.longestNs(5_500 * MS, 9_000 * MS)).isEqualTo(1_000 * MS);
        assertThat(gaps.longestNs(6_100 * MS, 6_200 * MS)).isEqualTo(300 * MS);
        assertThat(gaps.longestNs(7_000 * MS, 9_000 * MS)).isZero();
    }

    @Test
    void openNs_isOfThePartitionThatWaitsLongest() {
        assertThat(gaps.openNs(5)).isZero();
        gaps.acknowledged(P0, 0);
        gaps.acknowledged(P1, 700 * MS);

        assertThat(gaps.openNs(1_000 * MS)).isEqualTo(1_000 * MS);
    }
}
