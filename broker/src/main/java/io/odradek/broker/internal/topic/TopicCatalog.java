package io.odradek.broker.internal.topic;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Which topics there are, and the only way to change that.
 *
 * <p>Thread-safe. Futures complete on the catalog's own loop, once the change is durable and the broker serves or no longer serves the
 * topic. They fail with an {@link io.odradek.api.OdradekException} whose code can be answered.
 */
public interface TopicCatalog {
    /** The topics that are served now. */
    Topics topics();

    /** Creates a topic; TOPIC_ALREADY_EXISTS when there is one of the name, INVALID_TOPIC_EXCEPTION when metrics could not tell it from one. */
    CompletableFuture<Topic> create(NewTopic topic);

    /** Deletes a topic; UNKNOWN_TOPIC_ID when there is none of the id. */
    CompletableFuture<Topic> delete(UUID id);

    /** Told by a catalog what to serve. Confined to the catalog's loop. */
    interface Listener {
        /** Opens what a topic needs; its partitions are served when this completes. */
        CompletableFuture<Void> serve(Topic topic);

        /** Closes what a topic had and deletes its data. */
        CompletableFuture<Void> erase(Topic topic);
    }
}
