/**
 * The producer: its configuration, and the place where it is made.
 *
 * <p>Nothing enters here that knows how a record travels; the steps of its way are packages of their own.
 */
package io.odradek.producer;
