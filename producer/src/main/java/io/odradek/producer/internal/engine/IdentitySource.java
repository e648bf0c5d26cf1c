package io.odradek.producer.internal.engine;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.client.ClientSettings;
import io.odradek.client.ClusterClient;
import io.odradek.client.Failures;
import io.odradek.producer.internal.sequence.ProducerIdentity;
import io.odradek.protocol.message.InitProducerIdRequest;
import io.odradek.protocol.message.InitProducerIdResponse;
import io.odradek.protocol.message.Rpc;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster for a producer id when one is needed, and again until it is given.
 *
 * <p>Confined to the first event loop; what it got is visible to all.
 */
final class IdentitySource {
    private static final Logger LOG = LoggerFactory.getLogger(IdentitySource.class);
    private static final short NO_EPOCH = -1;
    private static final int RETRIABLE_FAILURES_IN_SILENCE = 5;

    private final ClusterClient cluster;
    private final ClientSettings settings;
    private final Runnable changed;

    private volatile @Nullable ProducerIdentity identity;
    private volatile @Nullable OdradekException failure;
    private boolean underWay;
    private boolean closed;
    private int failureCount;

    IdentitySource(ClusterClient cluster, ClientSettings settings, Runnable changed) {
        this.cluster = cluster;
        this.settings = settings;
        this.changed = changed;
    }

    @Nullable ProducerIdentity identity() {
        return identity;
    }

    @Nullable OdradekException failure() {
        return failure;
    }

    void want(long usedUpProducerId) {
        ProducerIdentity known = identity;
        if (underWay || closed) {
            return;
        }
        if (known != null && known.producerId() != usedUpProducerId) {
            changed.run();
            return;
        }
        underWay = true;
        ask();
    }

    private void ask() {
        InitProducerIdRequest request =
                new InitProducerIdRequest(null, Integer.MAX_VALUE, -1L, NO_EPOCH, false, false);
        cluster.sendToAny(Rpc.INIT_PRODUCER_ID, request).whenComplete((response, thrown) -> {
            if (closed) {
                return;
            }
            if (response == null) {
                failed(Failures.asOdradek(thrown));
            } else if (response.errorCode() != ErrorCode.NONE.code()) {
                ErrorCode code = ErrorCode.of(response.errorCode());
                failed(new OdradekException(code, "the cluster gave no producer id: " + code.words()));
            } else {
                given(response);
            }
        });
    }

    private void given(InitProducerIdResponse response) {
        underWay = false;
        failureCount = 0;
        failure = null;
        identity = new ProducerIdentity(response.producerId(), response.producerEpoch());
        changed.run();
    }

    private void failed(OdradekException error) {
        failure = error;
        failureCount++;
        // A cluster that has just begun says for a moment that it cannot yet: that is nothing to worry about.
        if (failureCount == (error.code().retriable() ? RETRIABLE_FAILURES_IN_SILENCE + 1 : 1)) {
            LOG.warn("no producer id for now: {}", error.getMessage());
        }
        cluster.eventLoop().schedule(settings.backoffNs(failureCount), () -> {
            if (!closed) {
                ask();
            }
        });
    }

    void close() {
        closed = true;
    }
}
