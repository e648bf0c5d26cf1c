/**
 * The contract of a compression codec.
 *
 * <p>Nothing enters here that knows record batches.
 */
package io.odradek.spi.compression;
