package io.odradek.controller.command;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;

/**
 * A broker takes a block of ids for idempotent producers, which no other will ever get.
 *
 * <p>Immutable.
 *
 * @param count how many
 */
public record AllocateProducerIds(int count) implements Command {
    private static final Field COUNT = Field.of("count");

    static final Struct<AllocateProducerIds> STRUCT =
            new Struct<>("AllocateProducerIds", new AllocateProducerIds(0), AllocateProducerIds::wire);

    private static AllocateProducerIds wire(Wire w, AllocateProducerIds m) {
        return new AllocateProducerIds(w.int32(COUNT, m.count));
    }
}
