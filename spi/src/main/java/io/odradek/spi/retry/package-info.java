/**
 * The contract that decides what happens to an attempt that failed.
 *
 * <p>Nothing enters here that knows how a batch is sent.
 */
package io.odradek.spi.retry;
