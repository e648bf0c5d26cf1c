package io.odradek.client;

import io.odradek.api.OdradekException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Waits for the first snapshot that covers some topics, or for the first failure to get one. Confined to the event loop. */
final class SnapshotWait implements MetadataUpdater.Listener {
    private final MetadataUpdater metadata;
    private final List<String> topics;
    private final CompletableFuture<ClusterMetadata> found = new CompletableFuture<>();

    SnapshotWait(MetadataUpdater metadata, List<String> topics) {
        this.metadata = metadata;
        this.topics = List.copyOf(topics);
    }

    CompletableFuture<ClusterMetadata> found() {
        return found;
    }

    @Override
    public void updated(ClusterMetadata snapshot) {
        if (topics.stream().allMatch(topic -> snapshot.topic(topic).isPresent())) {
            metadata.unlisten(this);
            found.complete(snapshot);
        }
    }

    @Override
    public void failed(OdradekException error) {
        metadata.unlisten(this);
        found.completeExceptionally(error);
    }
}
