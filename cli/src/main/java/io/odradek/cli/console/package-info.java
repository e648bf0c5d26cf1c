/**
 * What every command has: the streams, the terminal, the exit codes, the way to fail with one sentence, the signal that interrupts.
 *
 * <p>Nothing enters here that knows records, brokers or options.
 */
@NullMarked
package io.odradek.cli.console;

import org.jspecify.annotations.NullMarked;
