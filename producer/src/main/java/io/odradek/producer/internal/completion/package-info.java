/**
 * How an application hears what became of its records: receipts, the lane its callbacks run on, flush.
 *
 * <p>Nothing enters here that knows memory or brokers.
 */
package io.odradek.producer.internal.completion;
