package io.odradek.architecture.canary.arrows.producer;

import io.odradek.log.PartitionLog;

/** Points from the producer to the log, which is the broker's. */
interface KnowsLog {
    PartitionLog log();
}
