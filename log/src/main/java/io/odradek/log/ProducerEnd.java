package io.odradek.log;

/**
 * How far an idempotent producer has come in a log.
 *
 * <p>Immutable.
 *
 * @param epoch its latest epoch
 * @param lastSequence the sequence of its last record of that epoch, −1 when there is none
 */
public record ProducerEnd(short epoch, int lastSequence) {}
