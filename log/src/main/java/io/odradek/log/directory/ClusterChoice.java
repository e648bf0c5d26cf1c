package io.odradek.log.directory;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Says to which cluster a data directory must belong, once it is known of which node it is. Asked on the directory's loop. */
@FunctionalInterface
public interface ClusterChoice {
    /**
     * The cluster's identity.
     *
     * @param known the cluster that the directory belongs to; empty when it is new
     * @param fresh an identity that no cluster has yet
     * @return the identity, on the directory's loop; one that differs from {@code known} ends the start with a sentence that says so
     */
    CompletableFuture<String> clusterId(Optional<String> known, String fresh);

    /** A cluster that is known beforehand, or any. */
    static ClusterChoice of(Optional<String> wanted) {
        return (known, fresh) -> CompletableFuture.completedFuture(wanted.or(() -> known).orElse(fresh));
    }
}
