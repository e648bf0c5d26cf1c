/**
 * Talking to a Kafka cluster: one connection to one broker, the first contact, and what the cluster says of itself.
 *
 * <p>Shared by producer, reader and admin. Everything here lives on an event loop that it is given. Nothing enters here that knows how
 * records are batched, stored or shown.
 */
package io.odradek.client;
