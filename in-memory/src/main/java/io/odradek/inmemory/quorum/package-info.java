/**
 * A quorum in memory: one log of commands that the members of a cluster in one JVM share, on real threads or in virtual time, with the
 * faults of a real one at the wish of a test.
 *
 * <p>No thread and no clock of its own enters here: everything happens on the members' event loops. Nothing is kept beyond the life of the
 * {@link io.odradek.inmemory.quorum.SharedQuorum}.
 */
package io.odradek.inmemory.quorum;
