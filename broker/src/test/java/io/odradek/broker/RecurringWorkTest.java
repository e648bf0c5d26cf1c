package io.odradek.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.message.CreateTopicsRequest.Config;
import io.odradek.protocol.message.Rpc;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecurringWorkTest {
    private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);

    private final BrokerWorld world = BrokerWorld.ofLoops(2)
            .set("log.retention.check.interval.ms", "60000")
            .set("producer.id.expiration.ms", Long.toString(HOUR_MS))
            .set("producer.id.expiration.check.interval.ms", "60000")
            .start();
    private final TestClient client = world.client();

    @AfterEach
    void close() {
        world.close();
    }

    private long earliest() {
        return client.ask(Rpc.LIST_OFFSETS, 7, Requests.listOffsets("t", 0, -2)).topics().get(0).partitions().get(0).offset();
    }

    @Test
    void retention_recordsThatAreTooOld_goAndLaterOnesStay() {
        // Given
        Requests.createTopic(client, "t", 1, new Config("retention.ms", Long.toString(HOUR_MS)), new Config("segment.bytes", "8192"));
        for (int i = 0; i < 30; i++) {
            Requests.append(client, "t", 0, Batches.of(world.nowMs(), "x".repeat(1000)));
        }

        // When
        world.runForMs(HOUR_MS / 2);
        assertThat(earliest()).isZero();
        Requests.append(client, "t", 0, Batches.of(world.nowMs(), "young"));
        world.runForMs(HOUR_MS / 2 + 120_000);

        // Then
        assertThat(earliest()).isPositive();
        assertThat(Requests.read(client, "t", 0).errorCode()).isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE.code());
        assertThat(Batches.values(Requests.read(client, "t", 30).records())).contains("young");
    }

    @Test
    void retention_moreBytesThanAreKept_theOldestGo() {
        // Given
        Requests.createTopic(client, "t", 1, new Config("retention.bytes", "20000"), new Config("segment.bytes", "8192"));
        for (int i = 0; i < 60; i++) {
            Requests.append(client, "t", 0, Batches.of(world.nowMs(), "x".repeat(1000)));
        }

        // When
        world.runForMs(120_000);

        // Then
        assertThat(earliest()).isBetween(30L, 45L);
    }

    @Test
    void expiry_producerOfWhomNothingWasHeard_isForgotten() {
        // Given
        Requests.createTopic(client, "t", 1);
        Requests.append(client, "t", 0, Batches.idempotent(4, 0, "a"));
        assertThat(Requests.append(client, "t", 0, Batches.idempotent(4, 7, "gap")).errorCode())
                .isEqualTo(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER.code());

        // When
        world.runForMs(HOUR_MS + 120_000);

        // Then
        assertThat(Requests.append(client, "t", 0, Batches.idempotent(4, 7, "after")).errorCode()).isZero();
    }

    @Test
    void idleBroker_hoursWithoutARequest_takeFewSteps() {
        // Given
        Requests.createTopic(client, "t", 50);
        long before = world.time.stepCount();

        // When
        world.runForMs(HOUR_MS);

        // Then sixty rounds of two kinds of work on fifty partitions, and little else
        assertThat(world.time.stepCount() - before).isLessThan(60 * 2 * 50 * 4);
    }
}
