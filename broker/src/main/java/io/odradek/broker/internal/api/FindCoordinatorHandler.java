package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.broker.internal.network.ApiHandler;
import io.odradek.broker.internal.network.ApiRequest;
import io.odradek.broker.internal.network.Reply;
import io.odradek.broker.internal.network.VersionRange;
import io.odradek.protocol.message.FindCoordinatorRequest;
import io.odradek.protocol.message.FindCoordinatorResponse;
import io.odradek.protocol.message.Rpc;
import java.util.List;

/**
 * FindCoordinator, key 10, versions 0 to 5: there is no coordinator, neither of groups nor of transactions.
 *
 * <p>Immutable. The error is 35 and not 15: clients ask again for as long as they have time when a coordinator is merely not available, and
 * fail at once, with the message where their version carries it (1 on), when it is not supported. From version 4 on several keys are asked
 * about, and each has an answer.
 */
public final class FindCoordinatorHandler implements ApiHandler<FindCoordinatorRequest, FindCoordinatorResponse> {
    private static final int BATCHED_SINCE_VERSION = 4;
    private static final byte TRANSACTION = 1;
    private static final String NO_GROUPS =
            "This broker coordinates no consumer groups: assign partitions to the consumer and keep its offsets outside the broker";
    private static final String NO_TRANSACTIONS =
            "This broker coordinates no transactions: remove transactional.id; an idempotent producer needs none";

    @Override
    public Rpc<FindCoordinatorRequest, FindCoordinatorResponse> rpc() {
        return Rpc.FIND_COORDINATOR;
    }

    @Override
    public VersionRange served() {
        return VersionRange.of(0, 5);
    }

    @Override
    public void handle(ApiRequest<FindCoordinatorRequest> request, Reply<FindCoordinatorResponse> reply) {
        short error = ErrorCode.UNSUPPORTED_VERSION.code();
        String message = request.body().keyType() == TRANSACTION ? NO_TRANSACTIONS : NO_GROUPS;
        if (request.version() < BATCHED_SINCE_VERSION) {
            reply.send(new FindCoordinatorResponse(0, error, message, -1, "", -1, List.of()));
            return;
        }
        List<FindCoordinatorResponse.Coordinator> answers = request.body().coordinatorKeys().stream()
                .map(key -> new FindCoordinatorResponse.Coordinator(key, -1, "", -1, error, message))
                .toList();
        reply.send(new FindCoordinatorResponse(0, (short) 0, "", 0, "", 0, answers));
    }
}
