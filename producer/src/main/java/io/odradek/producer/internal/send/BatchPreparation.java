package io.odradek.producer.internal.send;

import io.odradek.producer.internal.batch.Batch;
import io.odradek.producer.internal.completion.ErrorCounts;
import io.odradek.producer.internal.memory.MemoryPool;
import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.runtime.Workers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a batch between its queue and its request: compression, or nothing.
 *
 * <p>Thread-safe. Small batches are compressed at once on the loop, larger ones by a worker, so that no loop stalls.
 */
public final class BatchPreparation {
    /** The batches of a producer that compresses grow no larger: the codec's bound must fit into pooled memory. */
    public static final int COMPRESSED_BATCH_SIZE_BYTES_MAX = 512 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(BatchPreparation.class);
    private static final int ON_LOOP_SIZE_BYTES_MAX = 32 * 1024;

    private final Optional<CompressionCodec> codec;
    private final MemoryPool pool;
    private final Workers workers;
    private final ErrorCounts errors;

    /** Compresses with a codec, or not at all. */
    public BatchPreparation(Optional<CompressionCodec> codec, MemoryPool pool, Workers workers, ErrorCounts errors) {
        this.codec = codec;
        this.pool = pool;
        this.workers = workers;
        this.errors = errors;
    }

    /** The codec in use. */
    Optional<CompressionCodec> codec() {
        return codec;
    }

    MemoryPool pool() {
        return pool;
    }

    /** Whether this batch is better prepared by a worker. */
    boolean belongsToWorker(Batch batch) {
        return codec.isPresent() && batch.memory().sizeBytes() > ON_LOOP_SIZE_BYTES_MAX;
    }

    /** No batch is prepared any more: the codec may give its memory back. */
    public void close() {
        codec.ifPresent(used -> {
            try {
                used.close();
            } catch (RuntimeException | Error thrown) {
                errors.add("compression codec");
                LOG.error("the codec could not be closed", thrown);
            }
        });
    }

    /** Compresses a batch here and now. One that cannot be compressed is sent as it is. */
    void prepare(Batch batch) {
        if (codec.isEmpty() || batch.memory().isCompressed()) {
            return;
        }
        try {
            batch.memory().compress(codec.get(), pool);
        } catch (RuntimeException | Error thrown) {
            errors.add("compression codec");
            LOG.error("the codec failed on {}; it is sent without compression", DeliveryErrors.records(batch), thrown);
        }
    }

    /** Compresses a batch elsewhere; the future completes on {@code loop}. */
    CompletableFuture<Batch> prepareElsewhere(Batch batch, Executor loop) {
        return workers.submit(
                () -> {
                    prepare(batch);
                    return batch;
                },
                loop);
    }
}
