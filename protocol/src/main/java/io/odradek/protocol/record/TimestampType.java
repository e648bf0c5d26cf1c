package io.odradek.protocol.record;

/** Who gave the records of a batch their timestamps. Immutable. */
public enum TimestampType {
    /** The producer, to each record. */
    CREATE_TIME,
    /** The broker, one to the whole batch. */
    LOG_APPEND_TIME
}
