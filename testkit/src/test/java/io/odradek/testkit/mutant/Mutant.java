package io.odradek.testkit.mutant;

/** A bug that somebody might make. */
enum Mutant {
    ACKNOWLEDGED_BEFORE_THE_COPY(
            "the broker acknowledges a batch, and copies it into the log a millisecond later",
            Patch.of(
                    "broker",
                    "io.odradek.broker.internal.partition.Partition",
                    """
                            log.append(batch, leading.leaderEpoch()).whenComplete((result, failure) -> {
                                listener.released();
                    """,
                    """
                            promised = Math.max(promised, log.endOffset());
                            listener.answered(AppendOutcome.appended(promised, -1, log.logStartOffset()));
                            promised += new io.odradek.protocol.record.RecordBatch().wrap(batch, batch.position()).lastOffsetDelta() + 1;
                            loop.schedule(1_000_000, () -> appendLate(batch, policy, timeoutNs, listener));
                        }

                        private long promised;

                        private void appendLate(ByteBuffer batch, AckPolicy policy, long timeoutNs, AppendListener answered) {
                            LeaderRole leading = leader;
                            if (leading == null) {
                                answered.released();
                                return;
                            }
                            AppendListener listener = new AppendListener() {
                                @Override
                                public void released() {
                                    answered.released();
                                }

                                @Override
                                public void answered(AppendOutcome outcome) {}
                            };
                            log.append(batch, leading.leaderEpoch()).whenComplete((result, failure) -> {
                                listener.released();
                    """)),
    CRC_SKIPPED_IN_RECOVERY(
            "recovery does not look at the CRC",
            Patch.of(
                    "log",
                    "io.odradek.log.internal.segment.SegmentScan",
                    "if (check == Check.CRC && (int) crc.getValue() != header.crc()) {",
                    "if (false) {")),
    PRODUCER_STATE_FORGOTTEN(
            "a restarted broker does not know what idempotent producers wrote",
            Patch.of(
                    "log",
                    "io.odradek.log.LogLoader",
                    "assemble(position, segments, producers));",
                    "assemble(position, segments, new ProducerStates(settings.producers().countMax())));")),
    RECOVERY_POINT_BEFORE_THE_FORCE(
            "the recovery point moves with every append, before the force",
            Patch.of(
                    "log",
                    "io.odradek.log.BatchStore",
                    "parts.progress().appendedTo(nextOffset);",
                    """
                    parts.progress().appendedTo(nextOffset);
                    parts.progress().recoverableTo(nextOffset);
                    parts.notePosition();
                    """)),
    NAMES_NOT_FORCED(
            "what was written is forced, and not the name of its file",
            Patch.of(
                            "log",
                            "io.odradek.log.Keeping",
                            "return namesForced == covered",
                            "return namesForced <= covered")
                    .and(".thenCompose(written -> parts.folder().force())", "")),
    FREED_WHILE_THE_NETWORK_READS(
            "a batch that expires in flight gives its memory back at once",
            Patch.of(
                    "producer",
                    "io.odradek.producer.internal.batch.ClosedMemory",
                    "if (done && awayCount == 0) {",
                    "if (done) {")),
    RETRIED_OUT_OF_ORDER(
            "a batch to be sent again goes behind later ones",
            Patch.of(
                    "producer",
                    "io.odradek.producer.internal.send.LaneBacklog",
                    "while (!retries.isEmpty() && retries.peekLast().ordinal() > batch.ordinal()) {",
                    "while (!retries.isEmpty() && retries.peekLast().ordinal() > batch.ordinal() && later == null) {")),
    CALLBACK_DROPPED(
            "the last record of a batch that fails is not told",
            Patch.of(
                    "producer",
                    "io.odradek.producer.internal.completion.Receipts",
                    """
                        public void fail(OdradekException error, ErrorCounts errors) {
                            for (int i = 0; i < count; i++) {
                    """,
                    """
                        public void fail(OdradekException error, ErrorCounts errors) {
                            for (int i = 0; i < count - 1; i++) {
                    """)),
    WAKE_UP_LOST(
            "a queue that was found empty does not say that a record came",
            Patch.of(
                    "producer",
                    "io.odradek.producer.internal.accumulate.PartitionQueue",
                    """
                            newsTold = false;
                            Batch first = closed.peekFirst();
                    """,
                    """
                            newsTold = true;
                            Batch first = closed.peekFirst();
                    """)),
    DUPLICATE_APPENDED(
            "the broker appends a batch that it has already",
            Patch.of(
                    "log",
                    "io.odradek.log.LeaderAppend",
                    "if (verdict instanceof Verdict.Duplicate duplicate) {",
                    "if (verdict instanceof Verdict.Duplicate duplicate && duplicate.original() == null) {")),
    NUMBERED_ANEW_BEFORE_IT_IS_CERTAIN(
            "a batch is numbered anew though it may be in the log",
            Patch.of(
                    "producer",
                    "io.odradek.producer.internal.send.LaneNumbering",
                    "if (backlog.mayBeInLogBefore(absentFromOrdinal)) {",
                    "if (false) {")),
    TOLD_TWICE(
            "an answer that comes after the batch expired is told too",
            Patch.of(
                    "producer",
                    "io.odradek.producer.internal.send.PartitionLane",
                    """
                            if (!batch.isTold()) {
                                early.acknowledged(""",
                    """
                            if (batch != null) {
                                early.acknowledged("""));

    private static final int SEED_COUNT_MAX = 200;
    private static final int SEED_COUNT_MAX_OF_RARE_ONES = 4_000;

    private final String words;
    private final Patch patch;

    Mutant(String words, Patch patch) {
        this.words = words;
        this.patch = patch;
    }

    /** What is wrong, in a sentence. */
    String words() {
        return words;
    }

    /** How the source changes. */
    Patch patch() {
        return patch;
    }

    /**
     * Within how many seeds it must be found. One takes several faults in a certain order; a name that is not forced does harm only when power
     * is lost just after a segment has begun.
     */
    int seedCountMax() {
        return this == NUMBERED_ANEW_BEFORE_IT_IS_CERTAIN || this == NAMES_NOT_FORCED ? SEED_COUNT_MAX_OF_RARE_ONES : SEED_COUNT_MAX;
    }
}
