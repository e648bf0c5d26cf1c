package io.odradek.cli.command;

import io.odradek.cli.cluster.Cluster;
import io.odradek.cli.cluster.ClusterHealth;
import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.output.HealthJson;
import io.odradek.cli.output.HealthText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code odradek cluster status}. Confined to one thread. */
@Command(
        name = "status",
        description = "Shows the brokers of a cluster, who leads its quorum, and the partitions of its topics: leader, replicas, those in sync.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ClusterStatusCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = {"-b", "--bootstrap-server"},
            paramLabel = "HOST:PORT",
            required = true,
            description = "A broker of the cluster, or several with commas between.")
    private String bootstrapServers = "";

    @Option(names = "--json", description = "Tell it as one JSON object.")
    private boolean json;

    ClusterStatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Cluster cluster = Cluster.at(bootstrapServers)) {
            ClusterHealth health = ClusterHealth.of(cluster);
            if (json) {
                HealthJson.print(health, console.out());
            } else {
                HealthText.print(health, console.out());
            }
            return ExitCode.DONE;
        }
    }
}
