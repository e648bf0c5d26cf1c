package io.odradek.architecture.canary.islands.broker;

import io.odradek.partitioners.RandomPartitionerProvider;

/** Knows a plug-in by its class. */
final class KnowsPartitioner {
    String name() {
        return new RandomPartitionerProvider().name();
    }
}
