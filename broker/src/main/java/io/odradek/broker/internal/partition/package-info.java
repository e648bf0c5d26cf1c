/**
 * The partitions that this broker leads: appending, reading, and the requests that wait for either.
 *
 * <p>Nothing enters here that knows connections or versions of requests.
 */
package io.odradek.broker.internal.partition;
