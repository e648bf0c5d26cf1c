package io.odradek.broker.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.ProvisionException;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import com.google.inject.spi.Message;
import com.google.inject.util.Modules;
import io.odradek.api.ConfigException;
import io.odradek.api.OdradekException;
import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import io.odradek.broker.BrokerParts;
import io.odradek.broker.BrokerPlugins;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.transport.Transport;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Binds the parts of a broker: {@link Workers}, {@link Transport}, {@link LogStorage}, {@link MetadataQuorum}, {@link RandomSource}, the lists of
 * {@link AckPolicy} and of {@link CompressionCodec}, {@link BrokerParts}, and the {@link Broker} itself, which is started when it is
 * provided.
 *
 * <p>Immutable. Any of the bindings can be overridden:
 *
 * <pre>{@code
 * Broker broker = BrokerModule.start(config, new AbstractModule() {
 *     @Provides @Singleton LogStorage storage(Workers workers) { ... }
 * });
 * }</pre>
 */
public final class BrokerModule extends AbstractModule {
    private final BrokerConfig config;

    /** The bindings for a broker of this configuration, which names its data directory. */
    public BrokerModule(BrokerConfig config) {
        this.config = config;
    }

    /**
     * Starts a broker of these bindings with some of them overridden.
     *
     * @throws OdradekException as {@link Broker#start(BrokerConfig)} does
     */
    public static Broker start(BrokerConfig config, Module... overrides) {
        try {
            Module bindings = Modules.override(new BrokerModule(config)).with(overrides);
            return Guice.createInjector(Stage.PRODUCTION, bindings).getInstance(Broker.class);
        } catch (CreationException failed) {
            throw cause(failed.getErrorMessages(), failed);
        } catch (ProvisionException failed) {
            throw cause(failed.getErrorMessages(), failed);
        }
    }

    /** What went wrong in a part, rather than how the container came to it. */
    private static RuntimeException cause(Collection<Message> messages, RuntimeException otherwise) {
        return messages.stream()
                .map(Message::getCause)
                .filter(OdradekException.class::isInstance)
                .map(RuntimeException.class::cast)
                .findFirst()
                .orElse(otherwise);
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(BrokerConfig.class).toInstance(config);
        bind(RandomSource.class).toInstance(RandomSource.system());
    }

    /** Looks up plug-ins. */
    @Provides
    @Singleton
    public BrokerPlugins plugins(BrokerConfig configuration) {
        return new BrokerPlugins(configuration);
    }

    /** Threads for what blocks. */
    @Provides
    @Singleton
    public Workers workers(BrokerPlugins plugins) {
        return plugins.workers();
    }

    /** The transport that the configuration names. */
    @Provides
    @Singleton
    public Transport transport(BrokerPlugins plugins, Workers workers) {
        return plugins.transport(workers);
    }

    /** The storage that the configuration names, in the directory that it names. */
    @Provides
    @Singleton
    public LogStorage storage(BrokerPlugins plugins, BrokerConfig configuration, Workers workers) {
        if (configuration.dataDirectory().isEmpty() && plugins.storageIsDurable()) {
            throw new ConfigException("log.dirs is not set: a broker that runs alone needs a data directory");
        }
        Path directory = configuration.dataDirectory().orElseGet(BrokerPlugins::directoryInMemory);
        return plugins.storage(directory, workers);
    }

    /** The member of the quorum that the configuration names. */
    @Provides
    @Singleton
    public MetadataQuorum quorum(
            BrokerPlugins plugins, BrokerConfig configuration, LogStorage storage, Transport transport, Workers workers) {
        Path directory = configuration.dataDirectory().orElseGet(BrokerPlugins::directoryInMemory);
        return plugins.quorum(storage, directory, transport, workers);
    }

    /** The acknowledgement policies that are found. */
    @Provides
    @Singleton
    public List<AckPolicy> ackPolicies(BrokerPlugins plugins) {
        return plugins.ackPolicies();
    }

    /** The codecs that are found. */
    @Provides
    @Singleton
    public List<CompressionCodec> codecs(BrokerPlugins plugins) {
        return plugins.codecs();
    }

    /** All parts. The transport, which has threads from the start, is made last. */
    @Provides
    @Singleton
    public BrokerParts parts(
            LogStorage storage,
            MetadataQuorum quorum,
            RandomSource random,
            List<AckPolicy> ackPolicies,
            List<CompressionCodec> codecs,
            Transport transport) {
        return new BrokerParts(transport, storage, quorum, random, ackPolicies, codecs);
    }

    /** The broker, which accepts connections when this returns. */
    @Provides
    @Singleton
    public Broker broker(BrokerConfig configuration, BrokerParts parts, Workers workers) {
        return Broker.start(configuration, parts, workers);
    }
}
