/**
 * A quorum of one: the log of commands of a broker that is alone, in one file of its data directory.
 *
 * <p>Nothing enters here that talks to another process, and nothing that knows what the commands mean.
 */
package io.odradek.quorum.local;
