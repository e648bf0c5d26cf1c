/**
 * The contract test of partitioners, and a topic to test them with.
 *
 * <p>Nothing enters here that knows a particular partitioner.
 */
package io.odradek.spi.tck.partitioner;
