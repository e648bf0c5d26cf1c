/**
 * The {@code in-process} transport: connections between engines of one JVM, on threads of its own or on virtual time with a seeded,
 * faulty network.
 *
 * <p>Nothing enters here that opens a socket.
 */
package io.odradek.inmemory.transport;
