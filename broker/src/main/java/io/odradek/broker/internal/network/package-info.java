/**
 * Connections of clients: frames in, one handler an API key, answers out in the order of the requests.
 *
 * <p>Nothing enters here that knows what a request means.
 */
package io.odradek.broker.internal.network;
