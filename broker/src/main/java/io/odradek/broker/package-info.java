/**
 * A broker: its configuration, how it is started in a program of one's own, and its engine for those who assemble the parts themselves.
 *
 * <p>Nothing enters here that knows requests or logs.
 */
package io.odradek.broker;
