/**
 * This broker as a member of its cluster: how it registers, lives and leaves.
 *
 * <p>Nothing enters here that knows requests or logs.
 */
package io.odradek.broker.internal.cluster;
