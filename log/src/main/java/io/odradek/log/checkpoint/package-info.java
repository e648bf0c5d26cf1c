/**
 * Small files that survive a crash whole, with a version and a CRC.
 *
 * <p>Nothing enters here that knows what the lines mean.
 */
package io.odradek.log.checkpoint;
