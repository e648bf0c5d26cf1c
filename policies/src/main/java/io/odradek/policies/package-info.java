/**
 * The built-in policies: what counts as acknowledged, and when to try again.
 *
 * <p>Nothing enters here that knows how a batch is sent or stored.
 */
package io.odradek.policies;
