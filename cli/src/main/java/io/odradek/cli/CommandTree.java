package io.odradek.cli;

import io.odradek.cli.command.BrokerCommand;
import io.odradek.cli.command.ClusterCommand;
import io.odradek.cli.command.ConsumeCommand;
import io.odradek.cli.command.FailoverDemoCommand;
import io.odradek.cli.command.PluginsCommand;
import io.odradek.cli.command.ProduceCommand;
import io.odradek.cli.command.SimulateCommand;
import io.odradek.cli.command.TopicsCommand;
import io.odradek.cli.command.TortureCommand;
import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.torture.TortureClient;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The tree of commands, and what happens to errors in it: one sentence on standard error, and an exit code. */
final class CommandTree {
    private static final String STACK_TRACE_VARIABLE = "ODRADEK_STACKTRACE";

    private CommandTree() {}

    @Command(
            name = "odradek",
            description = "Produces to Kafka, consumes from it, and is a broker itself.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:everything was done",
                "1:something could not be done, or a record was not delivered",
                "2:the command line asks for what does not exist or cannot be",
                "130:interrupted"
            },
            synopsisSubcommandLabel = "COMMAND",
            footer = {
                "",
                "Without --bootstrap-server, commands open the data directory ./odradek-data with a broker of their own.",
                "`odradek COMMAND --help` tells more.",
                "`odradek bench`, in a source tree alone, races this producer and broker against Kafka's."
            })
    private static final class Root {
        @Option(
                names = "--stacktrace",
                scope = ScopeType.INHERIT,
                description = "Show where an error came from (also: ODRADEK_STACKTRACE=1).")
        boolean stackTrace;
    }

    /** Runs the command that {@code args} name and tells its exit code. Never throws. */
    static int run(Console console, String... args) {
        return run(console, List.of(), args);
    }

    /** The same with clients of other makes, which take part in a torture. */
    static int run(Console console, List<TortureClient> others, String... args) {
        Root root = new Root();
        CommandLine tree = new CommandLine(root)
                .addSubcommand("produce", new ProduceCommand(console))
                .addSubcommand("consume", new ConsumeCommand(console))
                .addSubcommand("broker", new BrokerCommand(console))
                .addSubcommand("cluster", ClusterCommand.tree(console))
                .addSubcommand("failover-demo", new FailoverDemoCommand(console))
                .addSubcommand("topics", TopicsCommand.tree(console))
                .addSubcommand("plugins", new PluginsCommand(console))
                .addSubcommand("simulate", new SimulateCommand(console))
                .addSubcommand("torture", new TortureCommand(console, others));
        tree.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        tree.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        tree.setColorScheme(CommandLine.Help.defaultColorScheme(console.color() ? Ansi.ON : Ansi.OFF));
        tree.setCaseInsensitiveEnumValuesAllowed(true);
        tree.setAbbreviatedOptionsAllowed(false);
        tree.setExecutionStrategy(CommandTree::execute);
        tree.setParameterExceptionHandler((error, given) -> usageError(error, console));
        tree.setExecutionExceptionHandler((error, line, parsed) -> failure(error, console, wantsTrace(root)));
        int exitCode = executed(tree, console, root, args);
        console.out().flush();
        if (console.out().checkError() && exitCode == ExitCode.DONE) {
            return ExitCode.FAILED;
        }
        return exitCode;
    }

    /** picocli hands on exceptions; an error has to be told as well, or the program would end without a word and without a code. */
    private static int executed(CommandLine tree, Console console, Root root, String... args) {
        try {
            return tree.execute(args);
        } catch (Error broken) {
            return failure(broken, console, wantsTrace(root));
        }
    }

    private static int execute(ParseResult parsed) {
        return new CommandLine.RunLast().execute(parsed);
    }

    private static boolean wantsTrace(Root root) {
        String variable = System.getenv(STACK_TRACE_VARIABLE);
        return root.stackTrace || variable != null && !variable.isEmpty() && !variable.equals("0");
    }

    private static int usageError(ParameterException error, Console console) {
        console.note(error.getMessage() + suggestion(error) + "; `" + error.getCommandLine().getCommandSpec().qualifiedName()
                + " --help` tells more");
        return ExitCode.USAGE;
    }

    private static String suggestion(ParameterException error) {
        List<String> alike = error instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return alike.isEmpty() ? "" : " (did you mean " + String.join(" or ", alike) + "?)";
    }

    private static int failure(Throwable error, Console console, boolean withTrace) {
        CommandFailure failure = Failures.explain(error);
        console.note(failure.getMessage());
        if (withTrace) {
            error.printStackTrace(console.err());
        }
        return failure.exitCode();
    }
}
