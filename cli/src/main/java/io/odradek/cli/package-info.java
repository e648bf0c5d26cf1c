/**
 * The command {@code odradek}: its entry point and its tree of subcommands.
 *
 * <p>What the subcommands do is in the packages below; nothing else enters here.
 */
@NullMarked
package io.odradek.cli;

import org.jspecify.annotations.NullMarked;
