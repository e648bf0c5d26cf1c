/**
 * The contract that chooses a record's partition.
 *
 * <p>Nothing enters here that knows batches or requests.
 */
package io.odradek.spi.partitioner;
