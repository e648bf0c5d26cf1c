/**
 * The requests that a broker serves, one class an API key; its Javadoc states key, versions, behaviour and what differs between versions.
 *
 * <p>Nothing enters here that reads frames, or that keeps state between requests.
 */
package io.odradek.broker.internal.api;
