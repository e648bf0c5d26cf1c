package io.odradek.controller.command;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.UUID;

/**
 * A topic goes, with its records.
 *
 * <p>Immutable.
 *
 * @param id its identity
 */
public record DeleteTopic(UUID id) implements Command {
    private static final Field ID = Field.of("id");

    static final Struct<DeleteTopic> STRUCT = new Struct<>("DeleteTopic", new DeleteTopic(Wire.UUID_ZERO), DeleteTopic::wire);

    private static DeleteTopic wire(Wire w, DeleteTopic m) {
        return new DeleteTopic(w.uuid(ID, m.id));
    }
}
