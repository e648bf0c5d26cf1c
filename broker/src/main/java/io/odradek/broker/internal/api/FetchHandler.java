package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.broker.internal.network.ApiHandler;
import io.odradek.broker.internal.network.ApiRequest;
import io.odradek.broker.internal.network.Reply;
import io.odradek.broker.internal.network.VersionRange;
import io.odradek.protocol.message.FetchRequest;
import io.odradek.protocol.message.FetchResponse;
import io.odradek.protocol.message.Rpc;
import java.util.List;

/**
 * Fetch, key 1, versions 4 to 17: whole batches from given offsets on, below the high watermark for readers, as far as there are any for
 * followers.
 *
 * <p>Immutable. A follower says which life of which broker it is, and the epoch of its last record (version 12 on); where its log parts
 * from the leader's, it is told where, and nothing else. The answer waits until {@code min_bytes} are there, some partition has an error, or {@code max_wait_ms} have passed.
 * Batches are whole; the first of the answer is there however long it is, beyond it {@code max_bytes} holds. There are no fetch sessions:
 * a client that asks for one (version 7 on) is answered with session 0 and goes on without; one that names a session is told that there
 * is none (error 70). Topics are named by their ids alone from version 13 on. Batches are sent from their files, not copied.
 */
public final class FetchHandler implements ApiHandler<FetchRequest, FetchResponse> {
    private static final int NO_SESSION = 0;

    private final PartitionLookup lookup;
    private final int sizeBytesMax;

    /** Reads these partitions, and answers with {@code sizeBytesMax} or the first batch. */
    public FetchHandler(PartitionLookup lookup, int sizeBytesMax) {
        this.lookup = lookup;
        this.sizeBytesMax = sizeBytesMax;
    }

    @Override
    public Rpc<FetchRequest, FetchResponse> rpc() {
        return Rpc.FETCH;
    }

    @Override
    public VersionRange served() {
        return VersionRange.of(4, 17);
    }

    @Override
    public void handle(ApiRequest<FetchRequest> request, Reply<FetchResponse> reply) {
        if (request.body().sessionId() != NO_SESSION) {
            reply.send(new FetchResponse(0, ErrorCode.FETCH_SESSION_ID_NOT_FOUND.code(), NO_SESSION, List.of(), List.of()));
            return;
        }
        new FetchCall(request, reply, lookup, sizeBytesMax).start();
    }
}
