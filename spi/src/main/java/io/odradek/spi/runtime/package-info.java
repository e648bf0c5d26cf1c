/**
 * Where engines get time, threads and chance from: event loops, clocks, workers, random sources.
 *
 * <p>Engines create none of these themselves, so that the same engine runs on real threads and in the virtual time of a test. Nothing
 * enters here that knows records, bytes on disk or bytes on a wire.
 */
package io.odradek.spi.runtime;
