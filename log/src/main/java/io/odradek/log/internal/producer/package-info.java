/**
 * What the log knows of idempotent producers.
 *
 * <p>A function of the batches in the log: nothing enters here that reads a file or a clock.
 */
package io.odradek.log.internal.producer;
