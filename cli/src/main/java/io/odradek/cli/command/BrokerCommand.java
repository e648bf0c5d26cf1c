package io.odradek.cli.command;

import io.odradek.api.OdradekException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
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
            "Prints one line with its address on standard output once it accepts connections.",
            "With --node-id and --quorum it is one of several that replicate each other's partitions; `odradek cluster` runs them all."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class BrokerCommand implements Callable<Integer> {
    private static final String VOTERS = "controller.quorum.voters";

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

    @Option(names = "--node-id", paramLabel = "ID", description = "Its number in the cluster (default: 1).")
    private @Nullable Integer nodeId;

    @Option(
            names = "--quorum",
            paramLabel = "ID@HOST:PORT,...",
            description = "Every member of the cluster, itself too, and where they agree with each other: addresses of the quorum's own, not"
                    + " those of --listen. Without it the broker is alone.")
    private @Nullable String quorum;

    @Option(names = "--owner", hidden = true, description = "The process with which it ends.")
    private @Nullable Long owner;

    @Option(names = {"-X", "--config"}, paramLabel = "KEY=VALUE", description = "Any configuration key of the broker.")
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
        if (nodeId != null) {
            config.nodeId(nodeId);
        }
        if (quorum != null) {
            if (nodeId == null) {
                throw CommandFailure.usage("--quorum needs --node-id, which says which of the members this broker is");
            }
            config.set(VOTERS, quorum);
        }
        Map<String, String> fromOptions = config.build().settings();
        settings.forEach((key, value) -> {
            String other = fromOptions.get(key);
            if (other != null && !other.equals(value)) {
                throw CommandFailure.usage("-X " + key + "=" + value + " contradicts the options, which say " + key + "=" + other
                        + "; leave it away");
            }
            config.set(key, value);
        });
        CompletableFuture<?> asked = CompletableFuture.anyOf(console.interruption().requested(), ownerGone());
        try (Broker broker = start(config.build(), asked)) {
            console.out().println("odradek broker is ready at " + broker.bootstrapServers());
            console.out().flush();
            CompletableFuture<Void> ended = broker.ended();
            CompletableFuture.anyOf(asked, ended).exceptionally(told -> null).join();
            if (ended.isCompletedExceptionally()) {
                throw CommandFailure.failed("the broker ended by itself: " + reason(ended));
            }
        }
        return ExitCode.DONE;
    }

    /** Starts the broker; one that waits for the other members does so until it is asked to end. */
    private Broker start(BrokerConfig config, CompletableFuture<?> asked) {
        Thread starting = Thread.currentThread();
        AtomicBoolean started = new AtomicBoolean();
        asked.thenRun(() -> {
            if (started.compareAndSet(false, true)) {
                starting.interrupt();
            }
        });
        try {
            return DataDirectoryFailure.named(dataDir, () -> StandaloneBroker.start(config));
        } catch (OdradekException failed) {
            throw asked.isDone() ? CommandFailure.failed("the broker was asked to end before it was ready", failed) : failed;
        } finally {
            if (!started.compareAndSet(false, true)) {
                // Whatever the wish to end came into, what is left to do is not to be interrupted.
                Thread.interrupted();
            }
        }
    }

    private static String reason(CompletableFuture<Void> ended) {
        Throwable reason = ended.handle((done, failure) -> failure).join();
        Throwable cause = reason instanceof CompletionException && reason.getCause() != null ? reason.getCause() : reason;
        return String.valueOf(cause.getMessage());
    }

    /** Completes when the process that started this one is gone, also when it was killed and could stop nobody. */
    private CompletableFuture<?> ownerGone() {
        return owner == null
                ? new CompletableFuture<>()
                : ProcessHandle.of(owner).map(ProcessHandle::onExit).orElseGet(() -> CompletableFuture.completedFuture(null));
    }
}
