/**
 * The subcommands: their options, and the order of their work.
 *
 * <p>What they read, show and talk to is in the packages beside; a command only puts these together.
 */
@NullMarked
package io.odradek.cli.command;

import org.jspecify.annotations.NullMarked;
