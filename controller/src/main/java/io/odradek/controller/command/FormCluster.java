package io.odradek.controller.command;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;

/**
 * Gives the cluster its identity; the first one counts, and later ones change nothing.
 *
 * <p>Immutable.
 *
 * @param clusterId the identity
 */
public record FormCluster(String clusterId) implements Command {
    private static final Field CLUSTER_ID = Field.of("clusterId");

    static final Struct<FormCluster> STRUCT = new Struct<>("FormCluster", new FormCluster(""), FormCluster::wire);

    private static FormCluster wire(Wire w, FormCluster m) {
        return new FormCluster(w.string(CLUSTER_ID, m.clusterId));
    }
}
