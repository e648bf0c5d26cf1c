package io.odradek.api;

/**
 * Whether a record that failed may nevertheless be in the log.
 *
 * <p>Immutable.
 */
public enum Persistence {
    /** It was never sent, or the broker said that it refused it: it is not in the log. */
    NOT_PERSISTED,
    /** It was sent and no answer tells what became of it. */
    POSSIBLY_PERSISTED,
    /** The broker said that it is in the log, though not as safe as was asked. */
    PERSISTED
}
