/**
 * The contract that carries frames: event loops, connections, listeners.
 *
 * <p>It knows no messages. Nothing enters here that reads what is in a frame.
 */
package io.odradek.spi.transport;
