package io.odradek.broker.internal.topic;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.log.checkpoint.CheckpointFile;
import io.odradek.log.directory.DataDirectory;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalog of a broker that is alone: a file in its data directory, written before any change is answered.
 *
 * <p>Thread-safe; changes are made one after the other on the catalog's loop. A deletion is durable before its data goes: a topic is noted
 * as erased in the same write that ends it, and the note is taken back when its folders are gone, so that a crash between the two leaves
 * nothing that a later topic of the name could find.
 */
public final class LocalTopicCatalog implements TopicCatalog {
    /** The file in the data directory. */
    public static final String FILE_NAME = "topics";

    private static final Logger LOG = LoggerFactory.getLogger(LocalTopicCatalog.class);

    private static final long SERVE_AGAIN_NS = 1_000_000_000L;

    private final EventLoop loop;
    private final CheckpointFile file;
    private final RandomSource random;
    private final Listener listener;
    private volatile Topics topics = Topics.of(List.of());
    private List<Topic> durable = List.of();
    private final List<Topic> erased = new ArrayList<>();
    private boolean closed;
    private CompletableFuture<?> lastChange = CompletableFuture.completedFuture(null);

    /** A catalog in a data directory, which was opened on {@code loop}. */
    public LocalTopicCatalog(EventLoop loop, DataDirectory directory, RandomSource random, Listener listener) {
        this.loop = loop;
        this.file = directory.checkpoint(FILE_NAME, CatalogState.KIND, CatalogState.VERSION);
        this.random = random;
        this.listener = listener;
    }

    /** Reads the file, ends deletions that a crash cut short, and serves every topic. To be called on the loop. */
    public CompletableFuture<Void> start() {
        return file.read().thenCompose(found -> {
            CatalogState state = CatalogState.parse(found.map(checkpoint -> checkpoint.lines()).orElse(List.of()));
            durable = state.topics();
            erased.addAll(state.erased());
            CompletableFuture<Void> cleaned = CompletableFuture.completedFuture(null);
            for (Topic topic : state.erased()) {
                LOG.info("The deletion of topic '{}' is brought to its end", topic.name());
                cleaned = cleaned.thenCompose(ready -> finishErasure(topic));
            }
            return cleaned.thenCompose(ready -> serveAll(state.topics()));
        });
    }

    private CompletableFuture<Void> serveAll(List<Topic> known) {
        CompletableFuture<?>[] served = known.stream().map(this::serveIfPossible).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(served).thenRun(() -> topics = Topics.of(known));
    }

    /** A topic whose data cannot be opened stays known, so that clients are told of its storage and nobody creates it anew. */
    private CompletableFuture<Void> serveIfPossible(Topic topic) {
        return CompletableFuture.completedFuture(topic).thenCompose(listener::serve).exceptionally(failure -> {
            LOG.error("Topic '{}' cannot be served", topic.name(), failure);
            return null;
        });
    }

    @Override
    public Topics topics() {
        return topics;
    }

    @Override
    public CompletableFuture<Topic> create(NewTopic topic) {
        return change(() -> createNow(topic));
    }

    private CompletableFuture<Topic> createNow(NewTopic wanted) {
        if (topics.named(wanted.name()).isPresent()) {
            return refused(ErrorCode.TOPIC_ALREADY_EXISTS, "Topic '" + wanted.name() + "' already exists");
        }
        Optional<String> collision = TopicNames.collision(wanted.name(), topics.all());
        if (collision.isPresent()) {
            return refused(ErrorCode.INVALID_TOPIC_EXCEPTION, collision.get());
        }
        if (erased.stream().anyMatch(topic -> topic.name().equals(wanted.name()))) {
            return refused(
                    ErrorCode.KAFKA_STORAGE_ERROR,
                    "The data of an earlier topic '" + wanted.name() + "' could not be deleted, so there can be no other of the name");
        }
        Topic topic = new Topic(wanted.name(), random.nextUuid(), wanted.partitionCount(), wanted.configs());
        List<Topic> more = new ArrayList<>(durable);
        more.add(topic);
        return write(more)
                .thenCompose(written -> listener.serve(topic).exceptionallyCompose(failure -> takeBack(topic, failure)))
                .thenApply(served -> {
                    topics = topics.with(topic);
                    return topic;
                });
    }

    /** A topic that could not be served is ended as a deleted one is; the failure that led here is the one to tell. */
    private CompletableFuture<Void> takeBack(Topic topic, Throwable failure) {
        return end(topic).handle((gone, failedToo) -> {
            if (failedToo != null) {
                failure.addSuppressed(failedToo);
                serveLater(topic);
            }
            throw new CompletionException(failure);
        });
    }

    /** A topic that could be neither served nor taken back, as on a full disk, stays known: it is served once the disk takes something again. */
    private void serveLater(Topic topic) {
        loop.schedule(SERVE_AGAIN_NS, () -> change(() -> serveAgain(topic)));
    }

    private CompletableFuture<Void> serveAgain(Topic topic) {
        if (closed || topics.identified(topic.id()).isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return listener.serve(topic).handle((served, failure) -> {
            if (failure == null) {
                LOG.info("Topic '{}' is served now", topic.name());
            } else {
                serveLater(topic);
            }
            return null;
        });
    }

    /** Serves nothing more. To be called on the loop. */
    public void close() {
        closed = true;
    }

    @Override
    public CompletableFuture<Topic> delete(UUID id) {
        return change(() -> deleteNow(id));
    }

    private CompletableFuture<Topic> deleteNow(UUID id) {
        Topic topic = topics.identified(id).orElse(null);
        if (topic == null) {
            return refused(ErrorCode.UNKNOWN_TOPIC_ID, "No topic has the id " + id);
        }
        topics = topics.without(topic);
        return end(topic).thenApply(done -> topic);
    }

    private CompletableFuture<Void> end(Topic topic) {
        List<Topic> fewer = new ArrayList<>(durable);
        fewer.remove(topic);
        erased.add(topic);
        return write(fewer)
                .whenComplete((written, failure) -> {
                    if (failure != null) {
                        erased.remove(topic);
                        topics = topics.with(topic);
                    }
                })
                .thenCompose(written -> finishErasure(topic));
    }

    /** The topic is gone whatever becomes of this; what stays of its data is deleted at the next start. */
    private CompletableFuture<Void> finishErasure(Topic topic) {
        return listener.erase(topic)
                .thenCompose(gone -> {
                    erased.remove(topic);
                    return write(durable);
                })
                .exceptionally(failure -> {
                    LOG.warn("The data of the deleted topic '{}' could not be deleted; the next start tries again", topic.name(), failure);
                    return null;
                });
    }

    private CompletableFuture<Void> write(List<Topic> next) {
        return file.write(file.of(new CatalogState(next, erased).lines())).thenRun(() -> durable = next);
    }

    private <T> CompletableFuture<T> change(Supplier<CompletableFuture<T>> change) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        loop.execute(() -> {
            CompletableFuture<T> turn = lastChange.handle((done, failed) -> null).thenCompose(ready -> change.get());
            lastChange = turn;
            turn.whenComplete((value, failure) -> {
                if (failure == null) {
                    outcome.complete(value);
                } else {
                    outcome.completeExceptionally(failure);
                }
            });
        });
        return outcome;
    }

    private static <T> CompletableFuture<T> refused(ErrorCode error, String message) {
        return CompletableFuture.failedFuture(new OdradekException(error, message));
    }
}
