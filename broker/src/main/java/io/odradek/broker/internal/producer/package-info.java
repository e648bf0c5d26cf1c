/**
 * The ids of idempotent producers.
 *
 * <p>Nothing enters here that knows what producers write.
 */
package io.odradek.broker.internal.producer;
