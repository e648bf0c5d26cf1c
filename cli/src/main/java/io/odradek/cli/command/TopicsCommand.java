package io.odradek.cli.command;

import io.odradek.cli.cluster.Cluster;
import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.Console;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code odradek topics}: creates, lists, describes and deletes topics, and elects leaders.
 *
 * <p>Confined to one thread.
 */
public final class TopicsCommand {
    private TopicsCommand() {}

    @Command(
            name = "topics",
            description = "Creates, lists, describes and deletes topics, and elects leaders.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND")
    private static final class Group {}

    /** The command with its subcommands. */
    public static CommandLine tree(Console console) {
        return new CommandLine(new Group())
                .addSubcommand("create", new TopicsCreateCommand(console))
                .addSubcommand("list", new TopicsListCommand(console))
                .addSubcommand("describe", new TopicsDescribeCommand(console))
                .addSubcommand("elect", new TopicsElectCommand(console))
                .addSubcommand("delete", new TopicsDeleteCommand(console));
    }

    /** What every subcommand has. Filled in by the command line, then read. */
    abstract static class Subcommand implements Callable<Integer> {
        final Console console;

        @Mixin
        ClusterOptions cluster = new ClusterOptions();

        @Option(names = "--json", description = "Tell the outcome as JSON, one object a line.")
        boolean json;

        Subcommand(Console console) {
            this.console = console;
        }

        @Override
        public final Integer call() {
            cluster.check();
            try (Cluster opened = open()) {
                return work(opened);
            }
        }

        Cluster open() {
            return cluster.openExisting();
        }

        abstract int work(Cluster opened);
    }

    /** Topics by option or by position. Filled in by the command line, then read. */
    static final class Names {
        @Option(
                names = {"-t", "--topic"},
                paramLabel = "TOPIC",
                description = "A topic; may be given several times.")
        private List<String> byOption = new ArrayList<>();

        @Parameters(paramLabel = "TOPIC", arity = "0..*", description = "Topics, as with --topic.")
        private List<String> byPosition = new ArrayList<>();

        Set<String> given() {
            Set<String> given = new LinkedHashSet<>(byOption);
            given.addAll(byPosition);
            return given;
        }

        Set<String> required() {
            Set<String> given = given();
            if (given.isEmpty()) {
                throw CommandFailure.usage("no topic is named; name one with --topic");
            }
            return given;
        }
    }
}
