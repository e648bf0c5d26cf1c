/**
 * The memory that records wait in: direct, bounded by {@code buffer.memory}, lent in blocks.
 *
 * <p>Nothing enters here that knows records.
 */
package io.odradek.producer.internal.memory;
