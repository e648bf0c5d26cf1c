package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Wire;

/**
 * A producer id and epoch, API key 22.
 *
 * <p>Immutable.
 */
public record InitProducerIdResponse(
        int throttleTimeMs,
        short errorCode,
        long producerId,
        short producerEpoch,
        long ongoingTxnProducerId,
        short ongoingTxnProducerEpoch) {

    private static final Field THROTTLE_TIME_MS = Field.of("throttleTimeMs");
    private static final Field ERROR_CODE = Field.of("errorCode");
    private static final Field PRODUCER_ID = Field.of("producerId").absent(-1);
    private static final Field PRODUCER_EPOCH = Field.of("producerEpoch");
    private static final Field ONGOING_TXN_PRODUCER_ID = Field.of("ongoingTxnProducerId").since(6).absent(-1);
    private static final Field ONGOING_TXN_PRODUCER_EPOCH = Field.of("ongoingTxnProducerEpoch").since(6).absent(-1);

    /** Reads and writes the versions of this message. */
    public static final MessageType<InitProducerIdResponse> TYPE = MessageType.response(
            ApiKey.INIT_PRODUCER_ID,
            new InitProducerIdResponse(0, (short) 0, -1L, (short) 0, -1L, (short) -1),
            InitProducerIdResponse::wire);

    private static InitProducerIdResponse wire(Wire w, InitProducerIdResponse m) {
        return new InitProducerIdResponse(
                w.int32(THROTTLE_TIME_MS, m.throttleTimeMs),
                w.int16(ERROR_CODE, m.errorCode),
                w.int64(PRODUCER_ID, m.producerId),
                w.int16(PRODUCER_EPOCH, m.producerEpoch),
                w.int64(ONGOING_TXN_PRODUCER_ID, m.ongoingTxnProducerId),
                w.int16(ONGOING_TXN_PRODUCER_EPOCH, m.ongoingTxnProducerEpoch));
    }
}
