package io.odradek.broker.internal.api;

import io.odradek.broker.internal.network.ApiHandler;
import io.odradek.broker.internal.network.ApiRequest;
import io.odradek.broker.internal.network.Reply;
import io.odradek.broker.internal.network.VersionRange;
import io.odradek.protocol.message.ProduceRequest;
import io.odradek.protocol.message.ProduceResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.spi.ack.AckPolicies;

/**
 * Produce, key 0, versions 3 to 13: batches are appended, and acknowledged as their acks ask.
 *
 * <p>Immutable. Versions 0 to 2, which carry message sets, are advertised and refused by closing the connection, as Kafka does: librdkafka
 * up to 2.10 compresses nothing when they are missing (KAFKA-18659). Each partition takes one batch of format V2 and succeeds or fails
 * alone. With acks 0 there is no answer; an error closes the connection, which is how such a client learns of it. zstd is taken from
 * version 7 on, errors carry messages from version 8 on, topics are named by their ids alone from version 13 on.
 */
public final class ProduceHandler implements ApiHandler<ProduceRequest, ProduceResponse> {
    private final PartitionLookup lookup;
    private final AckPolicies policies;
    private final BatchCheck check;

    /** Appends to these partitions. */
    public ProduceHandler(PartitionLookup lookup, AckPolicies policies, BatchCheck check) {
        this.lookup = lookup;
        this.policies = policies;
        this.check = check;
    }

    @Override
    public Rpc<ProduceRequest, ProduceResponse> rpc() {
        return Rpc.PRODUCE;
    }

    @Override
    public VersionRange served() {
        return VersionRange.of(3, 13);
    }

    @Override
    public VersionRange advertised() {
        return VersionRange.of(0, 13);
    }

    @Override
    public boolean keepsFrame() {
        return true;
    }

    @Override
    public void handle(ApiRequest<ProduceRequest> request, Reply<ProduceResponse> reply) {
        new ProduceCall(request, reply, lookup, policies.find(request.body().acks())).start(check);
    }
}
