package io.odradek.cli.command;

import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import io.odradek.cli.cluster.DataDirectoryFailure;
import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.wiring.StandaloneBroker;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code odradek broker}: a broker until somebody ends it.
 *
 * <p>Confined to one thread.
 */
@Command(
        name = "broker",
        description = {
            "Runs a broker until Ctrl-C or SIGTERM, and stops it in good order then.",
            "Prints one line with its address on standard output once it accepts connections."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class BrokerCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where it keeps its data (default: ./" + ClusterOptions.DATA_DIR_DEFAULT + ").")
    private Path dataDir = Path.of(ClusterOptions.DATA_DIR_DEFAULT);

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "The address it listens on; port 0 picks a free one (default: 127.0.0.1:9092).")
    private String listen = "";

    @Option(
            names = "--advertise",
            paramLabel = "HOST:PORT",
            description = "The address that clients are told to use (default: the one it listens on).")
    private @Nullable String advertise;

    @Option(names = "-X", paramLabel = "KEY=VALUE", description = "Any configuration key of the broker.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** A command that talks to {@code console}. */
    public BrokerCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        BrokerConfig.Builder config = BrokerConfig.builder().dataDirectory(dataDir).listen(listen);
        if (advertise != null) {
            config.advertise(advertise);
        }
        Map<String, String> fromOptions = config.build().settings();
        settings.forEach((key, value) -> {
            String other = fromOptions.get(key);
            if (other != null) {
                throw CommandFailure.usage("-X " + key + "=" + value + " contradicts the options, which say " + key + "=" + other
                        + "; leave it away");
            }
            config.set(key, value);
        });
        try (Broker broker = DataDirectoryFailure.named(dataDir, () -> StandaloneBroker.start(config.build()))) {
            console.out().println("odradek broker is ready at " + broker.bootstrapServers());
            console.out().flush();
            console.interruption().requested().join();
        }
        return ExitCode.DONE;
    }
}
