package io.odradek.broker.internal.producer;

import io.odradek.api.CorruptDataException;
import io.odradek.log.checkpoint.Checkpoint;
import io.odradek.log.checkpoint.CheckpointFile;
import io.odradek.log.directory.DataDirectory;
import io.odradek.spi.runtime.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Gives out producer ids, each once in the life of a data directory: a block of ids is durably taken before the first of it is given.
 *
 * <p>Thread-safe: what it keeps is confined to its loop, where its futures complete.
 */
public final class ProducerIds {
    private static final String FILE_NAME = "producer-ids";
    private static final String KIND = "producer ids";
    private static final int VERSION = 1;
    private static final long BLOCK_SIZE = 1000;

    private final EventLoop loop;
    private final CheckpointFile file;
    private CompletableFuture<?> lastTurn = CompletableFuture.completedFuture(null);
    private long next;
    private long end;

    /** Ids whose taken blocks are noted in the data directory, which was opened on {@code loop}. */
    public ProducerIds(EventLoop loop, DataDirectory directory) {
        this.loop = loop;
        this.file = directory.checkpoint(FILE_NAME, KIND, VERSION);
    }

    /** Reads up to where ids were taken. To be called on the loop. */
    public CompletableFuture<Void> start() {
        return file.read().thenAccept(found -> {
            next = found.map(ProducerIds::parse).orElse(0L);
            end = next;
        });
    }

    private static long parse(Checkpoint checkpoint) {
        try {
            return Long.parseLong(checkpoint.lines().get(0));
        } catch (NumberFormatException | IndexOutOfBoundsException unreadable) {
            throw new CorruptDataException("The file " + FILE_NAME + " does not say which producer ids were taken", unreadable);
        }
    }

    /** An id that nobody has. */
    public CompletableFuture<Long> take() {
        CompletableFuture<Long> taken = new CompletableFuture<>();
        loop.execute(() -> {
            CompletableFuture<Long> turn = lastTurn.handle((done, failed) -> null).thenCompose(ready -> takeNow());
            lastTurn = turn;
            turn.whenComplete((id, failure) -> {
                if (failure == null) {
                    taken.complete(id);
                } else {
                    taken.completeExceptionally(failure);
                }
            });
        });
        return taken;
    }

    private CompletableFuture<Long> takeNow() {
        if (next < end) {
            return CompletableFuture.completedFuture(next++);
        }
        long blockEnd = next + BLOCK_SIZE;
        return file.write(file.of(List.of(Long.toString(blockEnd)))).thenApply(written -> {
            end = blockEnd;
            return next++;
        });
    }
}
