package io.odradek.log.internal.producer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which sequences were appended before those that are remembered, also around the greatest one. */
class ForgottenBatchesTest {
    private final ProducerState state = new ProducerState((short) 0, 0);
    private long nextOffset;

    @Test
    void hasForgotten_beforeTheFirstThatIsRemembered_isSo() {
        appendUpTo(1_000);
        appendOneByOne(5);

        assertThat(state.hasForgotten(0, 0)).isTrue();
        assertThat(state.hasForgotten(990, 10)).isTrue();
        assertThat(state.hasForgotten(995, 6)).as("reaches into what is remembered").isFalse();
        assertThat(state.hasForgotten(1_007, 0)).as("comes later").isFalse();
    }

    @Test
    void hasForgotten_behindTheGreatestSequence_isNot() {
        appendUpTo(Integer.MAX_VALUE - 6);
        appendOneByOne(5);

        assertThat(state.hasForgotten(10, 0)).as("a gap of some batches").isFalse();
        assertThat(state.hasForgotten(Integer.MAX_VALUE - 6, 0)).as("the one before").isTrue();
    }

    @Test
    void hasForgotten_whenSequencesHaveBegunAnew_isNot() {
        appendUpTo(Integer.MAX_VALUE);
        appendUpTo(0);
        appendOneByOne(7);

        assertThat(state.isWhole()).isFalse();
        assertThat(state.hasForgotten(1, 0)).isFalse();
    }

    @Test
    void hasForgotten_whereABatchReachesBeyondTheGreatestSequence_isNot() {
        appendUpTo(Integer.MAX_VALUE - 1);
        append(Integer.MAX_VALUE, 3);
        appendOneByOne(7);

        assertThat(state.isWhole()).isFalse();
    }

    @Test
    void hasForgotten_ofAnEpochWithoutBatches_isNot() {
        appendUpTo(7);
        state.seeEpoch((short) 1, 0);

        assertThat(state.hasForgotten(0, 0)).isFalse();
    }

    private void appendUpTo(int lastSequence) {
        int first = state.batches().isEmpty() ? 0 : Sequences.plus(state.lastSequence(), 1);
        append(first, lastSequence - first);
    }

    private void appendOneByOne(int count) {
        for (int i = 0; i < count; i++) {
            append(Sequences.plus(state.lastSequence(), 1), 0);
        }
    }

    private void append(int firstSequence, int offsetDelta) {
        nextOffset += offsetDelta + 1L;
        state.add((short) 0, new BatchTrace(Sequences.plus(firstSequence, offsetDelta), nextOffset - 1, offsetDelta, 0), 0);
    }
}
