package io.odradek.cli.command;

import io.odradek.api.ErrorCode;
import io.odradek.api.TopicPartition;
import io.odradek.cli.cluster.Cluster;
import io.odradek.cli.cluster.Outcome;
import io.odradek.cli.cluster.TopicSetup;
import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.Console;
import io.odradek.cli.console.ExitCode;
import io.odradek.cli.output.JsonLine;
import io.odradek.client.PartitionMetadata;
import io.odradek.client.TopicMetadata;
import io.odradek.client.admin.ElectionOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code odradek topics elect}. Confined to one thread. */
@Command(
        name = "elect",
        description = "Gives partitions back to their preferred leaders, the first of their replicas; or with --unclean gives partitions that"
                + " nobody leads any more to whoever is left, which loses the records that he does not have.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TopicsElectCommand extends TopicsCommand.Subcommand {
    @Mixin
    private TopicsCommand.Names names = new TopicsCommand.Names();

    @Option(names = "--partition", paramLabel = "N", description = "A partition of the topic; may be given several times (default: all).")
    private List<Integer> partitions = new ArrayList<>();

    @Option(names = "--unclean", description = "Let a replica lead that is not in sync, where no other is left.")
    private boolean unclean;

    TopicsElectCommand(Console console) {
        super(console);
    }

    @Override
    Cluster open() {
        Set<String> given = names.required();
        if (!partitions.isEmpty() && given.size() > 1) {
            throw CommandFailure.usage("--partition is of one topic, and " + given.size() + " are named; name one");
        }
        return super.open();
    }

    @Override
    int work(Cluster opened) {
        int code = ExitCode.DONE;
        for (ElectionOutcome outcome : Outcome.of(opened.admin().electLeaders(unclean, Optional.of(wanted(opened))))) {
            boolean refused = !outcome.isElected() && outcome.error() != ErrorCode.ELECTION_NOT_NEEDED;
            code = refused ? ExitCode.FAILED : code;
            tell(outcome, refused);
        }
        console.out().flush();
        return code;
    }

    private Set<TopicPartition> wanted(Cluster opened) {
        Set<TopicPartition> wanted = new TreeSet<>();
        for (String name : names.required()) {
            TopicMetadata topic = new TopicSetup(opened).known(name);
            for (PartitionMetadata partition : topic.partitions()) {
                if (partitions.isEmpty() || partitions.contains(partition.index())) {
                    wanted.add(new TopicPartition(name, partition.index()));
                }
            }
            for (int partition : partitions) {
                if (partition < 0 || partition >= topic.partitions().size()) {
                    throw CommandFailure.usage(
                            "topic '" + name + "' has the partitions 0 to " + (topic.partitions().size() - 1) + ", not " + partition);
                }
            }
        }
        return wanted;
    }

    private void tell(ElectionOutcome outcome, boolean refused) {
        TopicPartition partition = outcome.partition();
        if (json) {
            new JsonLine().printObject(console.out(), line -> {
                line.writeStringField("topic", partition.topic());
                line.writeNumberField("partition", partition.partition());
                line.writeBooleanField("elected", outcome.isElected());
                line.writeStringField("error", outcome.isElected() ? null : outcome.error().name());
            });
        } else if (refused) {
            console.note(partition + ": " + outcome.error().words() + outcome.message().map(why -> ": " + why).orElse(""));
        } else {
            console.out().println(partition + (outcome.isElected() ? ": a leader was elected" : ": the leader that was wanted leads already"));
        }
    }
}
