package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.broker.internal.network.ApiHandler;
import io.odradek.broker.internal.network.ApiRequest;
import io.odradek.broker.internal.network.Reply;
import io.odradek.broker.internal.network.VersionRange;
import io.odradek.broker.internal.producer.ProducerIds;
import io.odradek.protocol.message.InitProducerIdRequest;
import io.odradek.protocol.message.InitProducerIdResponse;
import io.odradek.protocol.message.Rpc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * InitProducerId, key 22, versions 0 to 5: an id for an idempotent producer, with epoch 0.
 *
 * <p>Immutable. A producer that had an id and asks again (version 3 on) gets another one, as it does from Kafka. A transactional id is
 * refused with error 35: there are no transactions.
 */
public final class InitProducerIdHandler implements ApiHandler<InitProducerIdRequest, InitProducerIdResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(InitProducerIdHandler.class);
    private static final short FIRST_EPOCH = 0;

    private final ProducerIds ids;

    /** Gives out these ids. */
    public InitProducerIdHandler(ProducerIds ids) {
        this.ids = ids;
    }

    @Override
    public Rpc<InitProducerIdRequest, InitProducerIdResponse> rpc() {
        return Rpc.INIT_PRODUCER_ID;
    }

    @Override
    public VersionRange served() {
        return VersionRange.of(0, 5);
    }

    @Override
    public void handle(ApiRequest<InitProducerIdRequest> request, Reply<InitProducerIdResponse> reply) {
        if (request.body().transactionalId() != null) {
            reply.send(failed(ErrorCode.UNSUPPORTED_VERSION));
            return;
        }
        ids.take().whenComplete((id, failure) -> {
            if (failure == null) {
                reply.send(new InitProducerIdResponse(0, ErrorCode.NONE.code(), id, FIRST_EPOCH, -1, (short) -1));
            } else {
                if (Failures.cause(failure) instanceof OdradekException foreseen) {
                    LOG.warn("No producer id can be given out for now: {}", foreseen.getMessage());
                } else {
                    LOG.error("No producer id can be given out", failure);
                }
                reply.send(failed(Failures.code(failure)));
            }
        });
    }

    private static InitProducerIdResponse failed(ErrorCode error) {
        return new InitProducerIdResponse(0, error.code(), -1, (short) -1, -1, (short) -1);
    }
}
