/**
 * What an application imports: records to send, results of sending, errors, and the producer itself.
 *
 * <p>Nothing enters here that knows how a record travels: no plug-in contract, no protocol, no engine.
 */
package io.odradek.api;
