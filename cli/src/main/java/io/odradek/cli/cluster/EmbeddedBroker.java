package io.odradek.cli.cluster;

import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import java.nio.file.Path;

/** A broker of the command's own, on loopback and a free port. Confined to the command's thread. */
final class EmbeddedBroker implements AutoCloseable {
    private static final String ANY_LOOPBACK_PORT = "127.0.0.1:0";

    private final Broker broker;

    private EmbeddedBroker(Broker broker) {
        this.broker = broker;
    }

    static EmbeddedBroker start(Path dataDir) {
        BrokerConfig config = BrokerConfig.builder()
                .dataDirectory(dataDir)
                .listen(ANY_LOOPBACK_PORT)
                .autoCreateTopics(false)
                .build();
        return new EmbeddedBroker(DataDirectoryFailure.named(dataDir, () -> Broker.start(config)));
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        broker.close();
    }
}
