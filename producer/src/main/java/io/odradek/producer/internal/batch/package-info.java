/**
 * One batch of records, and who owns its memory: filling under a partition's lock, closed and waiting on a loop, away with the network,
 * given back.
 *
 * <p>Nothing enters here that knows queues or connections.
 */
package io.odradek.producer.internal.batch;
