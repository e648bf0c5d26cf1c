/**
 * Virtual time: event loops, workers and clocks of many simulated processes, all driven by one thread, from one seed.
 *
 * <p>Nothing enters here that starts a thread, reads the machine's clock or knows bytes.
 */
package io.odradek.inmemory.time;
