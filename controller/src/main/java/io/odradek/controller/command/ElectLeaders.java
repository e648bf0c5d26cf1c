package io.odradek.controller.command;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import java.util.UUID;

/**
 * Leaders are chosen anew: the preferred ones where they are in sync, or, where {@code unclean}, any living replica of a partition that
 * nobody leads, though records may be lost by that.
 *
 * <p>Immutable.
 *
 * @param unclean whether a replica that may miss records is taken where no other is there
 * @param partitions which ones; all where there is none
 */
public record ElectLeaders(boolean unclean, List<Target> partitions) implements Command {
    private static final Field UNCLEAN = Field.of("unclean");
    private static final Field PARTITIONS = Field.of("partitions");

    static final Struct<ElectLeaders> STRUCT =
            new Struct<>("ElectLeaders", new ElectLeaders(false, List.of()), ElectLeaders::wire);

    /** Copies the list. */
    public ElectLeaders {
        partitions = List.copyOf(partitions);
    }

    /** Gives all partitions back to their preferred replicas, where these are in sync. */
    public static ElectLeaders preferred() {
        return new ElectLeaders(false, List.of());
    }

    private static ElectLeaders wire(Wire w, ElectLeaders m) {
        return new ElectLeaders(w.bool(UNCLEAN, m.unclean), w.array(PARTITIONS, Target.STRUCT, m.partitions));
    }

    /**
     * One partition.
     *
     * <p>Immutable.
     *
     * @param topicId the topic
     * @param partition the partition's number
     */
    public record Target(UUID topicId, int partition) {
        private static final Field TOPIC_ID = Field.of("topicId");
        private static final Field PARTITION = Field.of("partition");
        private static final Struct<Target> STRUCT = new Struct<>("Target", new Target(Wire.UUID_ZERO, 0), Target::wire);

        private static Target wire(Wire w, Target m) {
            return new Target(w.uuid(TOPIC_ID, m.topicId), w.int32(PARTITION, m.partition));
        }
    }
}
