/**
 * The contract test of acknowledgement policies.
 *
 * <p>Nothing enters here that knows a particular policy.
 */
package io.odradek.spi.tck.ack;
