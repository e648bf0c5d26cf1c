package io.odradek.controller.command;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A topic comes. Its replicas are placed when the command is applied, unless they are given.
 *
 * <p>Immutable.
 *
 * @param name its name
 * @param id its identity; a topic of the same identity is the same, and creating it again changes nothing
 * @param partitionCount how many partitions, where no replicas are given
 * @param replicaCount how many replicas each, where none are given
 * @param inSyncReplicaCountMin its {@code min.insync.replicas}
 * @param configs what is configured for it alone
 * @param assignments the replicas of each partition, by number; empty where they are to be placed
 */
public record CreateTopic(
        String name,
        UUID id,
        int partitionCount,
        int replicaCount,
        int inSyncReplicaCountMin,
        SortedMap<String, String> configs,
        List<List<Integer>> assignments)
        implements Command {
    private static final Field NAME = Field.of("name");
    private static final Field ID = Field.of("id");
    private static final Field PARTITION_COUNT = Field.of("partitionCount");
    private static final Field REPLICA_COUNT = Field.of("replicaCount");
    private static final Field IN_SYNC_MIN = Field.of("inSyncReplicaCountMin");
    private static final Field CONFIGS = Field.of("configs");
    private static final Field ASSIGNMENTS = Field.of("assignments");

    static final Struct<CreateTopic> STRUCT = new Struct<>(
            "CreateTopic", new CreateTopic("", Wire.UUID_ZERO, 0, 0, 1, new TreeMap<>(), List.of()), CreateTopic::wire);

    /** Copies map and lists. */
    public CreateTopic {
        configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
        assignments = assignments.stream().map(List::copyOf).toList();
    }

    private static CreateTopic wire(Wire w, CreateTopic m) {
        return new CreateTopic(
                w.string(NAME, m.name),
                w.uuid(ID, m.id),
                w.int32(PARTITION_COUNT, m.partitionCount),
                w.int32(REPLICA_COUNT, m.replicaCount),
                w.int32(IN_SYNC_MIN, m.inSyncReplicaCountMin),
                ConfigEntry.map(w.array(CONFIGS, ConfigEntry.STRUCT, ConfigEntry.list(m.configs))),
                Numbers.lists(w.array(ASSIGNMENTS, Numbers.STRUCT, Numbers.of(m.assignments))));
    }

    /** A list of numbers in a list. */
    private record Numbers(List<Integer> numbers) {
        private static final Field NUMBERS = Field.of("numbers");
        private static final Struct<Numbers> STRUCT =
                new Struct<>("Numbers", new Numbers(List.of()), (w, m) -> new Numbers(w.int32Array(NUMBERS, m.numbers)));

        private static List<Numbers> of(List<List<Integer>> lists) {
            return lists.stream().map(Numbers::new).toList();
        }

        private static List<List<Integer>> lists(List<Numbers> wrapped) {
            return wrapped.stream().map(Numbers::numbers).toList();
        }
    }
}
