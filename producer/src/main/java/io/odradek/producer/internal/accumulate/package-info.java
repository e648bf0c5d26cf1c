/**
 * The one structure that application threads and event loops share: a queue of batches for each partition, and of records for topics
 * that are not known yet.
 *
 * <p>Locks here are held for the writing of one record or the move of a pointer. Nothing enters here that knows brokers or sequences.
 */
package io.odradek.producer.internal.accumulate;
