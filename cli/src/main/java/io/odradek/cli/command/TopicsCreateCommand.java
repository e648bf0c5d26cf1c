package io.odradek.cli.command;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.cli.cluster.Cluster;
import io.odradek.cli.cluster.Outcome;
import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.output.TopicJson;
import io.odradek.client.TopicMetadata;
import io.odradek.client.admin.NewTopic;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code odradek topics create}. Confined to one thread. */
@Command(name = "create", description = "Creates topics.", mixinStandardHelpOptions = true, sortOptions = false)
final class TopicsCreateCommand extends TopicsCommand.Subcommand {
    @Mixin
    private TopicsCommand.Names names = new TopicsCommand.Names();

    @Option(names = "--partitions", paramLabel = "N", description = "How many partitions (default: as the broker likes).")
    private int partitionCount = NewTopic.BROKER_DEFAULT;

    @Option(names = "--replication-factor", paramLabel = "R", description = "How many copies of each (default: as the broker likes).")
    private int replicationFactor = NewTopic.BROKER_DEFAULT;

    @Option(names = "--config", paramLabel = "KEY=VALUE", description = "A setting of the topic; may be given several times.")
    private Map<String, String> settings = new LinkedHashMap<>();

    TopicsCreateCommand(Console console) {
        super(console);
    }

    @Override
    Cluster open() {
        names.required();
        if (partitionCount < 1 && partitionCount != NewTopic.BROKER_DEFAULT) {
            throw CommandFailure.usage("--partitions is " + partitionCount + "; a topic has at least 1");
        }
        if ((replicationFactor < 1 || replicationFactor > Short.MAX_VALUE) && replicationFactor != NewTopic.BROKER_DEFAULT) {
            throw CommandFailure.usage("--replication-factor is " + replicationFactor + "; give from 1 to " + Short.MAX_VALUE);
        }
        return cluster.open();
    }

    @Override
    int work(Cluster opened) {
        for (String name : names.required()) {
            TopicMetadata created = create(opened, new NewTopic(name, partitionCount, replicationFactor, settings));
            if (json) {
                TopicJson.printName(created, console.out());
            } else {
                int count = created.partitions().size();
                console.out().println("created topic " + name + " with " + count + (count == 1 ? " partition" : " partitions"));
            }
            console.out().flush();
        }
        return ExitCode.DONE;
    }

    private static TopicMetadata create(Cluster opened, NewTopic topic) {
        try {
            return Outcome.of(opened.admin().createTopic(topic));
        } catch (OdradekException refused) {
            if (refused.code() == ErrorCode.TOPIC_ALREADY_EXISTS) {
                throw CommandFailure.failed("topic '" + topic.name() + "' was not created: it exists already " + opened.place(), refused);
            }
            throw refused;
        }
    }
}
