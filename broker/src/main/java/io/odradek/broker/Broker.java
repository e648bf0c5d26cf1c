package io.odradek.broker;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.StorageException;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker in this process, to which any Kafka client can connect.
 *
 * <p>Thread-safe. Any number can live in one process; nothing is shared between them. Once closed, its files can be deleted.
 *
 * <pre>{@code
 * try (Broker broker = Broker.start(BrokerConfig.builder().build())) {
 *     properties.put("bootstrap.servers", broker.bootstrapServers());
 *     ...
 * }
 * }</pre>
 */
public final class Broker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    /** Recovery of a large directory takes its time; a start that takes longer than this has hung. */
    private static final long START_MINUTES_MAX = 30;

    private static final long STOP_SECONDS_MAX = 60;

    private final BrokerEngine engine;
    private final Transport transport;
    private final Workers workers;
    private final Optional<Path> temporaryDirectory;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Broker(BrokerEngine engine, Transport transport, Workers workers, Optional<Path> temporaryDirectory) {
        this.engine = engine;
        this.transport = transport;
        this.workers = workers;
        this.temporaryDirectory = temporaryDirectory;
    }

    /**
     * Starts a broker and returns once it accepts connections. It has no producer of records yet if its data directory is new, and all that
     * was acknowledged before if it is not. One of several waits until a majority of them is there; an interruption of the thread ends that.
     *
     * @throws io.odradek.api.ConfigException when the configuration cannot be used
     * @throws io.odradek.api.PluginException when a plug-in is missing or does not fit
     * @throws StorageException when the data directory cannot be used; the message names it
     * @throws io.odradek.api.ConnectionException when the address cannot be listened on
     */
    public static Broker start(BrokerConfig config) {
        BrokerPlugins plugins = new BrokerPlugins(config);
        Optional<Path> temporary =
                config.dataDirectory().isEmpty() && plugins.storageIsDurable() ? Optional.of(temporaryDirectory()) : Optional.empty();
        Path directory = config.dataDirectory().or(() -> temporary).orElseGet(BrokerPlugins::directoryInMemory);
        Workers workers = plugins.workers();
        Transport transport = null;
        try {
            transport = plugins.transport(workers);
            LogStorage storage = plugins.storage(directory, workers);
            BrokerParts parts = new BrokerParts(
                    transport,
                    storage,
                    plugins.quorum(storage, directory, transport, workers),
                    RandomSource.system(),
                    plugins.ackPolicies(),
                    plugins.codecs());
            return start(new Broker(new BrokerEngine(config, parts), transport, workers, temporary));
        } catch (RuntimeException failed) {
            if (transport != null) {
                transport.close();
            }
            workers.close();
            temporary.ifPresent(Broker::deleteTemporary);
            throw failed;
        }
    }

    /**
     * Starts a broker of parts that were assembled elsewhere, and returns once it accepts connections. The broker closes transport and
     * workers, also when it cannot start.
     *
     * @throws OdradekException as {@link #start(BrokerConfig)} does
     */
    public static Broker start(BrokerConfig config, BrokerParts parts, Workers workers) {
        try {
            return start(new Broker(new BrokerEngine(config, parts), parts.transport(), workers, Optional.empty()));
        } catch (RuntimeException failed) {
            parts.transport().close();
            workers.close();
            throw failed;
        }
    }

    private static Broker start(Broker broker) {
        try {
            await(broker.engine.start(), START_MINUTES_MAX, TimeUnit.MINUTES, "The broker did not start");
            return broker;
        } catch (OdradekException failed) {
            abandon(broker.engine);
            throw failed;
        }
    }

    /** Ends a start for which nobody waits any longer: one of several brokers may wait for the others. */
    private static void abandon(BrokerEngine engine) {
        boolean interrupted = Thread.interrupted();
        try {
            await(engine.stop(), STOP_SECONDS_MAX, TimeUnit.SECONDS, "The broker that did not start did not stop either");
        } catch (OdradekException failed) {
            LOG.debug("{}", failed.getMessage(), failed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("odradek-broker-");
        } catch (IOException failed) {
            throw new StorageException("No temporary directory can be made for the broker's data: " + failed.getMessage(), failed);
        }
    }

    private static void await(CompletableFuture<Void> future, long time, TimeUnit unit, String otherwise) {
        try {
            future.get(time, unit);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof OdradekException known) {
                throw known;
            }
            throw new OdradekException(
                    ErrorCode.UNKNOWN_SERVER_ERROR, otherwise + ": " + failed.getCause().getMessage(), failed.getCause());
        } catch (TimeoutException late) {
            throw new OdradekException(ErrorCode.REQUEST_TIMED_OUT, otherwise + " within " + time + " " + unit, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new OdradekException(ErrorCode.CLOSED, otherwise + ": the thread that waited was interrupted", interrupted);
        }
    }

    /** Where clients connect: {@code host:port}. */
    public String bootstrapServers() {
        return engine.address().toString();
    }

    /** The id of the cluster that the broker is. */
    public String clusterId() {
        return engine.clusterId();
    }

    /**
     * Completes when the broker has stopped: with an {@link OdradekException} when it did so by itself, because another broker has taken its
     * place or the cluster cannot be followed any more. It has to be closed all the same.
     */
    public CompletableFuture<Void> ended() {
        return engine.ended();
    }

    /**
     * Answers what it was asked, closes every connection and the data directory in good order, and lets go of all threads. Idempotent, and
     * bounded in time. A temporary data directory is deleted.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            await(engine.stop(), STOP_SECONDS_MAX, TimeUnit.SECONDS, "The broker did not stop in good order");
        } catch (OdradekException failed) {
            LOG.error("{}; its data directory is recovered at the next start", failed.getMessage(), failed);
        } finally {
            transport.close();
            workers.close();
            temporaryDirectory.ifPresent(Broker::deleteTemporary);
        }
    }

    private static void deleteTemporary(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException failed) {
            LOG.warn("The temporary data directory {} could not be deleted", directory, failed);
        }
    }
}
