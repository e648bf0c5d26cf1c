/**
 * The contract test of retry policies.
 *
 * <p>Nothing enters here that knows a particular policy.
 */
package io.odradek.spi.tck.retry;
