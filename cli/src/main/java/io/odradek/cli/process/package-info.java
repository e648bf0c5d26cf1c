/**
 * Brokers in processes of their own: where they are, how they are started, watched, harmed and stopped.
 *
 * <p>Nothing enters here that knows options, records or the protocol; who wants to know how the cluster is asks it.
 */
@NullMarked
package io.odradek.cli.process;

import org.jspecify.annotations.NullMarked;
