package io.odradek.producer.internal.sequence;

/**
 * The id under which a producer numbers its batches.
 *
 * <p>Immutable.
 *
 * @param producerId given by the cluster
 * @param epoch the first epoch to use
 */
public record ProducerIdentity(long producerId, short epoch) {}
