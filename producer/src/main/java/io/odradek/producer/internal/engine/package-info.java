/**
 * Puts the steps of a record's way together: topics and their leaders, the producer's identity, diversion, start and end.
 *
 * <p>What concerns the cluster as a whole lives on the first event loop.
 */
package io.odradek.producer.internal.engine;
