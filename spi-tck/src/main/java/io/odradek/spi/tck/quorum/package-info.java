/**
 * The contract test of {@link io.odradek.spi.quorum.MetadataQuorum}, and what runs its members in one JVM.
 *
 * <p>Nothing enters here that knows one quorum: how members are begun, ended and cut off is lent by its author.
 */
package io.odradek.spi.tck.quorum;
