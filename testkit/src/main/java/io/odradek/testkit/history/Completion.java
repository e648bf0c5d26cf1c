package io.odradek.testkit.history;

/**
 * A call of a record's callback.
 *
 * <p>Immutable.
 *
 * @param number the record's number
 * @param outcome what was told
 * @param moment when
 */
public record Completion(long number, Outcome outcome, Moment moment) {}
