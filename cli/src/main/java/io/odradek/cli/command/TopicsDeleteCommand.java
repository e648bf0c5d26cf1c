package io.odradek.cli.command;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.cli.cluster.Cluster;
import io.odradek.cli.cluster.Outcome;
import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.output.JsonLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code odradek topics delete}. Confined to one thread. */
@Command(name = "delete", description = "Deletes topics and their records.", mixinStandardHelpOptions = true, sortOptions = false)
final class TopicsDeleteCommand extends TopicsCommand.Subcommand {
    @Mixin
    private TopicsCommand.Names names = new TopicsCommand.Names();

    TopicsDeleteCommand(Console console) {
        super(console);
    }

    @Override
    Cluster open() {
        names.required();
        return super.open();
    }

    @Override
    int work(Cluster opened) {
        for (String name : names.required()) {
            delete(opened, name);
            if (json) {
                new JsonLine().printObject(console.out(), line -> line.writeStringField("deleted", name));
            } else {
                console.out().println("deleted topic " + name);
            }
            console.out().flush();
        }
        return ExitCode.DONE;
    }

    private static void delete(Cluster opened, String name) {
        try {
            Outcome.of(opened.admin().deleteTopic(name));
        } catch (OdradekException refused) {
            if (refused.code() == ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) {
                throw CommandFailure.failed("there is no topic '" + name + "' " + opened.place() + " that could be deleted", refused);
            }
            throw refused;
        }
    }
}
