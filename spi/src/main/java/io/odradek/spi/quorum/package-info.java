/**
 * The contract of the one committed log of commands that the members of a cluster share.
 *
 * <p>Nothing enters here that knows brokers, topics or partitions: a quorum carries bytes.
 */
package io.odradek.spi.quorum;
