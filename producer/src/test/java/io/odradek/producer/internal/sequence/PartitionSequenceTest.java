package io.odradek.producer.internal.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PartitionSequenceTest {
    private final PartitionSequence sequence = new PartitionSequence();

    @Test
    void assign_batches_continuesWhereTheLastEnded() {
        sequence.begin(new ProducerIdentity(7, (short) 3));

        assertThat(sequence.assign(10)).isZero();
        assertThat(sequence.assign(5)).isEqualTo(10);
        assertThat(sequence.assign(1)).isEqualTo(15);
        assertThat(sequence.epoch()).isEqualTo((short) 3);
    }

    @Test
    void assign_greatestNumber_wrapsToZero() {
        sequence.begin(new ProducerIdentity(7, (short) 0));
        sequence.assign(Integer.MAX_VALUE);

        assertThat(sequence.assign(3)).isEqualTo(Integer.MAX_VALUE);
        assertThat(sequence.assign(1)).isEqualTo(2);
    }

    @Test
    void assign_noIdentity_isRefused() {
        assertThatThrownBy(() -> sequence.assign(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void resolve_everythingAcked_goesOn() {
        sequence.begin(new ProducerIdentity(7, (short) 0));
        sequence.assign(4);
        sequence.assign(2);
        sequence.gaveUp();
        sequence.acked(0, 4);
        sequence.acked(4, 2);

        assertThat(sequence.resolve()).isTrue();
        assertThat(sequence.assign(1)).isEqualTo(6);
        assertThat(sequence.epoch()).isZero();
    }

    @Test
    void resolve_hole_beginsAnewUnderTheNextEpoch() {
        sequence.begin(new ProducerIdentity(7, (short) 0));
        sequence.assign(4);
        sequence.acked(0, 4);
        sequence.assign(2);
        sequence.gaveUp();

        assertThat(sequence.resolve()).isFalse();
        assertThat(sequence.epoch()).isEqualTo((short) 1);
        assertThat(sequence.assign(1)).isZero();
        assertThat(sequence.isUnresolved()).isFalse();
    }

    @Test
    void beginAnew_noEpochLeft_losesTheIdentity() {
        sequence.begin(new ProducerIdentity(7, Short.MAX_VALUE));

        sequence.beginAnew();

        assertThat(sequence.hasIdentity()).isFalse();
    }

    @Test
    void isNextAfterAcked_onlyTheDirectSuccessor() {
        sequence.begin(new ProducerIdentity(7, (short) 0));
        assertThat(sequence.isNextAfterAcked(0)).isTrue();
        sequence.assign(4);
        sequence.acked(0, 4);

        assertThat(sequence.isNextAfterAcked(4)).isTrue();
        assertThat(sequence.isNextAfterAcked(5)).isFalse();
    }

    @Test
    void acked_batchThatWasInTheLogBeforeALaterOne_isNoStepBack() {
        sequence.begin(new ProducerIdentity(7, (short) 0));
        sequence.assign(4);
        sequence.assign(2);
        sequence.acked(4, 2);
        sequence.acked(0, 4);

        assertThat(sequence.isNextAfterAcked(6)).isTrue();
    }
}
