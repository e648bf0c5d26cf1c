package io.odradek.producer;

import io.odradek.producer.internal.config.TextSettings;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The world of a producer, and those parts of it that the producer made for itself and lets go of.
 *
 * <p>Thread-safe.
 */
final class OwnedParts {
    private static final Logger LOG = LoggerFactory.getLogger(OwnedParts.class);
    private static final int WORKER_COUNT_MAX = 2;
    private static final long CLOSE_GRACE_NS = TimeUnit.SECONDS.toNanos(10);

    private final ProducerParts parts;
    private final List<AutoCloseable> owned;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> released = new CompletableFuture<>();

    private OwnedParts(ProducerParts parts, List<AutoCloseable> owned) {
        this.parts = parts;
        this.owned = List.copyOf(owned);
    }

    static OwnedParts none(ProducerParts parts) {
        return new OwnedParts(parts, List.of());
    }

    /** Threads for what the configuration does not give. */
    static OwnedParts of(ProducerConfig config) {
        TextSettings text = new TextSettings(config.settings());
        String name = text.text("client.id", "odradek-producer");
        String transportName = text.text("transport", "netty");
        int loopCount = (int) text.number("event.loops", 1, 1, 1024);
        List<AutoCloseable> owned = new ArrayList<>();
        Workers workers = Workers.threads(name + "-worker", WORKER_COUNT_MAX);
        Transport transport;
        try {
            transport = config.transport().orElseGet(() -> {
                TransportSettings settings = new TransportSettings(name, loopCount);
                Transport own = config.plugins()
                        .create(
                                Contract.TRANSPORT,
                                transportName,
                                provider -> provider.create(PluginContext.of(config.settings()), settings, workers));
                owned.add(own);
                return own;
            });
        } catch (RuntimeException | Error refused) {
            workers.close();
            throw refused;
        }
        owned.add(workers);
        Executor callbacks = config.callbackExecutor().orElseGet(() -> {
            Workers own = Workers.threads(name + "-callback", 1);
            owned.add(own);
            return task -> own.submit(
                    () -> {
                        task.run();
                        return true;
                    },
                    Runnable::run);
        });
        Clock clock = transport.eventLoops().get(0).clock();
        return new OwnedParts(new ProducerParts(transport, workers, clock, RandomSource.system(), callbacks), owned);
    }

    ProducerParts parts() {
        return parts;
    }

    /** Lets go of everything; not on one of the threads that are let go of. */
    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        for (AutoCloseable part : owned) {
            try {
                part.close();
            } catch (Exception thrown) {
                LOG.warn("{} could not be closed", part, thrown);
            }
        }
        released.complete(null);
    }

    /** Lets go of everything on a thread that may wait: neither a loop nor the one that runs callbacks. */
    void closeElsewhere() {
        if (owned.isEmpty()) {
            released.complete(null);
            return;
        }
        if (!closed.get()) {
            // The last thread of a producer ends by itself once there is nothing left to end.
            Workers last = Workers.threads("odradek-producer-close", 1);
            last.submit(
                    () -> {
                        close();
                        return true;
                    },
                    Runnable::run);
        }
    }

    /** Waits for the end of a close, within its timeout and what letting go may take. */
    void await(CompletableFuture<Void> engineClosed, long timeoutNs) {
        long boundNs = timeoutNs + CLOSE_GRACE_NS;
        try {
            engineClosed.thenCombine(released, (done, free) -> done).get(boundNs, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.warn("the producer is not closed yet after {} ms; it goes on in the background", boundNs / 1_000_000, late);
        }
    }
}
