/**
 * From a partition's queue to its leader and back: lanes, senders, requests, answers, what follows an error.
 *
 * <p>Everything here is confined to an event loop. Nothing enters here that asks the cluster about itself; that is the engine's part.
 */
package io.odradek.producer.internal.send;
