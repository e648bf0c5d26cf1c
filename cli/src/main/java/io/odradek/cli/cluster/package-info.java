/**
 * The cluster that a command talks to: one that runs somewhere, or a broker of the command's own on a data directory.
 *
 * <p>Nothing enters here that knows options or output.
 */
@NullMarked
package io.odradek.cli.cluster;

import org.jspecify.annotations.NullMarked;
