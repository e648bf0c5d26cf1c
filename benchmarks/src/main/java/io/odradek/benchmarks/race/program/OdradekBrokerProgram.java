package io.odradek.benchmarks.race.program;

import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import java.io.IOException;
import java.nio.file.Path;

/** Odradek's broker in a race: listens until its standard input ends. */
public final class OdradekBrokerProgram {
    private OdradekBrokerProgram() {}

    /** Takes {@code data-dir} and {@code port}. */
    public static void main(String[] arguments) throws IOException {
        Options options = Options.of(arguments);
        BrokerConfig config = BrokerConfig.builder()
                .dataDirectory(Path.of(options.text("data-dir")))
                .listen("127.0.0.1:" + options.number("port", 0))
                .build();
        try (Broker broker = Broker.start(config)) {
            System.out.println("ready " + broker.bootstrapServers());
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }
}
