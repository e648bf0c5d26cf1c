package io.odradek.producer.internal.send;

import io.odradek.api.OdradekException;
import io.odradek.client.LeaderNews;
import io.odradek.producer.internal.batch.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What senders tell the engine of the cluster.
 *
 * <p>Thread-safe.
 */
public interface ClusterEvents {
    /** What is known of leaders led to an error. */
    void metadataOutdated();

    /** An answer told who leads now (KIP-951). */
    void leadersMoved(List<LeaderNews> news);

    /** A partition needs an identity other than this one, or a first one. */
    void identityWanted(long usedUpProducerId);

    /** Why there is no identity yet; null when no attempt failed. */
    @Nullable OdradekException identityFailure();

    /** A batch is to go to another topic; it is the engine's from now on. */
    void divert(Batch batch, String topic, OdradekException reason);
}
