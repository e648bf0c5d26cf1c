/**
 * The contract test of compression codecs.
 *
 * <p>Nothing enters here that knows a particular codec.
 */
package io.odradek.spi.tck.compression;
