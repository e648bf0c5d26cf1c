package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the id under which a producer numbers its batches, API key 22.
 *
 * <p>Immutable.
 */
public record InitProducerIdRequest(
        @Nullable String transactionalId,
        int transactionTimeoutMs,
        long producerId,
        short producerEpoch,
        boolean enable2Pc,
        boolean keepPreparedTxn) {

    private static final Field TRANSACTIONAL_ID = Field.of("transactionalId").nullable();
    private static final Field TRANSACTION_TIMEOUT_MS = Field.of("transactionTimeoutMs");
    private static final Field PRODUCER_ID = Field.of("producerId").since(3).absent(-1);
    private static final Field PRODUCER_EPOCH = Field.of("producerEpoch").since(3).absent(-1);
    private static final Field ENABLE2_PC = Field.of("enable2Pc").since(6);
    private static final Field KEEP_PREPARED_TXN = Field.of("keepPreparedTxn").since(6);

    /** Reads and writes the versions of this message. */
    public static final MessageType<InitProducerIdRequest> TYPE = MessageType.request(
            ApiKey.INIT_PRODUCER_ID,
            new InitProducerIdRequest("", 0, -1L, (short) -1, false, false),
            InitProducerIdRequest::wire);

    private static InitProducerIdRequest wire(Wire w, InitProducerIdRequest m) {
        return new InitProducerIdRequest(
                w.nullableString(TRANSACTIONAL_ID, m.transactionalId),
                w.int32(TRANSACTION_TIMEOUT_MS, m.transactionTimeoutMs),
                w.int64(PRODUCER_ID, m.producerId),
                w.int16(PRODUCER_EPOCH, m.producerEpoch),
                w.bool(ENABLE2_PC, m.enable2Pc),
                w.bool(KEEP_PREPARED_TXN, m.keepPreparedTxn));
    }
}
