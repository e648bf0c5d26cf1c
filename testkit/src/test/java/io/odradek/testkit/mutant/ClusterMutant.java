package io.odradek.testkit.mutant;

import java.util.List;

/** A bug of replication or elections that somebody might make; most have been made. */
enum ClusterMutant {
    NOT_THE_MAXIMAL_IN_SYNC_SET(
            "the high watermark does not wait for who may be in sync",
            leader("boolean counts = inSync.mayHave(each.getKey())", "boolean counts = inSync.inSync().contains(each.getKey())")
                    .and("|| progress.endOffset() > log.highWatermark()", "|| false && progress.endOffset() > log.highWatermark()")),
    TRUNCATED_TO_THE_HIGH_WATERMARK(
            "a follower begins at its high watermark (KIP-101)",
            Patch.of(
                    "broker",
                    "io.odradek.broker.internal.partition.Partition",
                    "lastTaken = log.truncateTo(log.endOffset()).exceptionally(failure -> {",
                    "lastTaken = log.truncateTo(log.highWatermark()).exceptionally(failure -> {")),
    NO_DIVERGENCE_AT_ALL(
            "a follower never gives up what its leader does not have",
            Patch.of(
                    "broker",
                    "io.odradek.broker.internal.partition.Reading",
                    "if (question.lastEpoch() < 0) {",
                    "if (true) {")),
    EPOCHS_OF_THE_OTHER_NOT_KNOWN(
            "where logs part is found in one step (KIP-279)",
            Patch.of(
                    "broker",
                    "io.odradek.broker.internal.partition.Reading",
                    "EpochEnd end = log.endOf(question.lastEpoch());",
                    "EpochEnd end = new EpochEnd(question.lastEpoch(), log.endOffsetOf(question.lastEpoch()));")),
    HIGH_WATERMARK_NOT_CHECKED(
            "a follower joins that does not have everything that was shown",
            leader("return progress.endOffset() >= log.highWatermark()", "return progress.endOffset() >= 0")
                    .and("&& progress.endOffset() >= epochStartOffset", "&& progress.endOffset() >= 0")),
    LIVES_NOT_COMPARED(
            "a fetch from an earlier life of a broker counts (KIP-903)",
            leader("if (progress == null || brokerEpoch != assignment.epochOf(follower)) {", "if (progress == null) {")
                    .and("&& progress.brokerEpoch() == assignment.epochOf(follower);", "&& assignment.epochOf(follower) >= 0;")),
    LEADS_WHAT_AN_EARLIER_LIFE_LED(
            "a broker leads what an earlier life of it led, before it is let in",
            Patch.of(
                    "broker",
                    "io.odradek.broker.internal.partition.Partition",
                    "&& asked.epochOf(replication.nodeId()) == replication.life().epoch();",
                    ";")),
    NO_MINIMUM_FOR_THE_HIGH_WATERMARK(
            "the high watermark moves while too few are in sync (KIP-966)",
            leader("if (ended || inSync.inSync().size() < assignment.inSyncReplicaCountNeeded()) {", "if (ended) {")),
    UNCLEAN_STAYS_ELIGIBLE(
            "a replica stays eligible though it did not stop in good order",
            Patch.of(
                    "controller",
                    "io.odradek.controller.internal.BrokerChanges",
                    "if (!inGoodOrder) {",
                    "if (emptied) {")),
    OUT_OF_SYNC_IS_ELECTED(
            "whoever lives may lead",
            Patch.of(
                    "controller",
                    "io.odradek.controller.internal.Election",
                    "Optional<Integer> elect = firstUsable(eligible);",
                    "Optional<Integer> elect = firstUsable(before.replicas());")),
    ACKNOWLEDGED_BEFORE_THE_FOLLOWERS_HAVE_IT(
            "acks=all is answered when the leader has the records",
            Patch.of(
                    "broker",
                    "io.odradek.broker.internal.partition.Acknowledgements",
                    "if (requirement.isMet(parked.progress(), appended.endOffset())) {",
                    "if (requirement.isMet(parked.progress(), 0)) {")),
    EPOCH_START_NOT_CHECKED(
            "a follower joins that does not have everything its leader began with",
            leader("&& progress.endOffset() >= epochStartOffset", "")),
    PARTITION_EPOCHS_NOT_COMPARED(
            "a change of who is in sync is made though it was decided on an older state",
            Patch.of(
                    "controller",
                    "io.odradek.controller.internal.PartitionChanges",
                    "if (command.partitionEpoch() != partition.partitionEpoch()) {\nreturn refused(",
                    "if (command.partitionEpoch() > partition.partitionEpoch()) {\nreturn refused(")),
    PRODUCERS_FORGOTTEN_BY_FOLLOWERS(
            "a follower does not know what idempotent producers wrote",
            Patch.of(
                    "log",
                    "io.odradek.log.BatchStore",
                    "parts.producers().add(batch, nowMs);",
                    "if (Thread.currentThread().getStackTrace()[3].getClassName().endsWith(\"LeaderAppend\")) {\nparts.producers().add(batch, nowMs);\n}")),
    REFUSED_IS_HEARD(
            "a registration that is refused keeps the dead alive",
            Patch.of(
                    "controller",
                    "io.odradek.controller.Controller",
                    "} else if (outcome.isDone() && command instanceof RegisterBroker register) {",
                    "} else if (command instanceof RegisterBroker register) {")),
    WAITS_FOR_WHO_HAS_GONE(
            "a follower that comes waits for ever for one that has gone",
            Patch.of(
                    "broker",
                    "io.odradek.broker.internal.replica.LeaderLink",
                    """
                    // Whoever has come meanwhile waits for nobody who has gone.
                    proceed();
                    """,
                    ""));

    private final String words;
    private final Patch patch;

    ClusterMutant(String words, Patch patch) {
        this.words = words;
        this.patch = patch;
    }

    private static Patch leader(String original, String mutated) {
        return Patch.of("broker", "io.odradek.broker.internal.partition.LeaderRole", original, mutated);
    }

    String words() {
        return words;
    }

    List<Patch> patches() {
        return List.of(patch);
    }
}
