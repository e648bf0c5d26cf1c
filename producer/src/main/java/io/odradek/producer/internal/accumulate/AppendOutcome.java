package io.odradek.producer.internal.accumulate;

/** What became of a record that was to be appended. */
public enum AppendOutcome {
    /** It is in a batch that was open. */
    APPENDED,
    /** It is the first of a new batch. */
    OPENED_BATCH,
    /** There is no memory for it now. */
    NEEDS_MEMORY,
    /** The queue takes no more. */
    CLOSED
}
