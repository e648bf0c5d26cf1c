/**
 * The contract that says what counts as acknowledged.
 *
 * <p>Nothing enters here that knows requests or logs: a policy sees numbers of one partition.
 */
package io.odradek.spi.ack;
