/**
 * Which topics there are, how they come and go, and what a new one may look like.
 *
 * <p>Nothing enters here that knows what is in a partition.
 */
package io.odradek.broker.internal.topic;
