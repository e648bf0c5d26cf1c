package io.odradek.cli.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.Header;
import io.odradek.api.TopicPartition;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);

    private final Ledger ledger = new Ledger();

    @Test
    void sums_everythingWhereItBelongs_isRight() {
        send(4);
        find(P0, 0, 2);
        find(P1, 1, 3);

        assertThat(ledger.sums()).isEqualTo(new Ledger.Sums(4, 4, 0, 4, 0, 0, 0));
        assertThat(ledger.sums().isRight()).isTrue();
    }

    @Test
    void sums_acknowledgedAndAbsent_isLost() {
        send(3);
        find(P0, 0, 2);

        assertThat(ledger.sums().lost()).isEqualTo(1);
        assertThat(ledger.sums().isRight()).isFalse();
    }

    @Test
    void sums_sentAndNotAcknowledged_mayBeThereOrNot() {
        ledger.nextNumber();
        ledger.nextNumber();
        ledger.failed();
        find(P0, 1);

        assertThat(ledger.sums()).isEqualTo(new Ledger.Sums(2, 0, 1, 1, 0, 0, 0));
        assertThat(ledger.sums().isRight()).isTrue();
    }

    @Test
    void sums_foundTwice_isDuplicatedAndNotOutOfOrderBesides() {
        send(3);
        find(P0, 0, 1, 2, 0);

        assertThat(ledger.sums()).isEqualTo(new Ledger.Sums(3, 3, 0, 4, 0, 1, 0));
    }

    @Test
    void sums_behindALaterOne_isOutOfOrder() {
        send(3);
        find(P0, 0, 2, 1);

        assertThat(ledger.sums().outOfOrder()).isEqualTo(1);
    }

    @Test
    void sums_recordsOfOthers_areInTheLogAndNothingElse() {
        send(1);
        find(P0, 0);
        ledger.found(P0, List.of());
        ledger.found(P0, List.of(new Header(Ledger.HEADER, new byte[] {1})));

        assertThat(ledger.sums()).isEqualTo(new Ledger.Sums(1, 1, 0, 3, 0, 0, 0));
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            ledger.acknowledged(ledger.nextNumber());
        }
    }

    private void find(TopicPartition partition, int... numbers) {
        for (int number : numbers) {
            ledger.found(partition, List.of(new Header(Ledger.HEADER, Ledger.bytes(number))));
        }
    }
}
