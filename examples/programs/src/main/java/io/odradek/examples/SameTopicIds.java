package io.odradek.examples;

import com.google.inject.AbstractModule;
import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import io.odradek.broker.wiring.BrokerModule;
import io.odradek.spi.runtime.RandomSource;
import java.nio.file.Path;

/**
 * A broker in which one part is another: where chance comes from. Its topics get the same ids on every machine, which makes recorded
 * conversations comparable.
 */
public final class SameTopicIds {
    private SameTopicIds() {}

    /** Starts the broker on a data directory; the caller closes it. */
    public static Broker start(Path dataDirectory, long seed) {
        BrokerConfig config = BrokerConfig.builder().dataDirectory(dataDirectory).build();
        return BrokerModule.start(config, new AbstractModule() {
            @Override
            protected void configure() {
                bind(RandomSource.class).toInstance(RandomSource.seeded(seed));
            }
        });
    }

    /** Runs it until the line on standard input ends. */
    public static void main(String[] args) throws java.io.IOException {
        try (Broker broker = start(Path.of(args[0]), 42)) {
            System.out.println("ready at " + broker.bootstrapServers() + "; press Enter to stop");
            System.in.read();
        }
    }
}
