/**
 * The rules of the Transport contract, as tests.
 *
 * <p>Nothing enters here that knows one transport.
 */
package io.odradek.spi.tck.transport;
