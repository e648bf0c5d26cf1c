/**
 * The {@code netty} transport: TCP and TLS on Netty's event loops.
 *
 * <p>The only place where Netty is seen. Nothing enters here that reads what is in a frame.
 */
package io.odradek.transport.netty;
