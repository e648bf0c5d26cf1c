package io.odradek.cli.command;

import io.odradek.cli.cluster.Cluster;
import io.odradek.cli.cluster.Outcome;
import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.output.TopicJson;
import io.odradek.client.TopicMetadata;
import picocli.CommandLine.Command;

/** {@code odradek topics list}. Confined to one thread. */
@Command(name = "list", description = "Lists the topics by name, one a line.", mixinStandardHelpOptions = true, sortOptions = false)
final class TopicsListCommand extends TopicsCommand.Subcommand {
    TopicsListCommand(Console console) {
        super(console);
    }

    @Override
    int work(Cluster opened) {
        for (TopicMetadata topic : Outcome.of(opened.admin().listTopics())) {
            if (json) {
                TopicJson.printName(topic, console.out());
            } else {
                console.out().println(topic.name());
            }
        }
        return ExitCode.DONE;
    }
}
