/**
 * Hostile bytes for everything that reads bytes from outside.
 *
 * <p>A {@link io.odradek.fuzz.FuzzTarget} reads one input and knows what may become of it. {@code *FuzzTest} hands it to Jazzer: the build
 * replays the inputs under {@code src/test/resources}, {@code fuzz-tests/run TARGET SECONDS} looks for new ones. Nothing enters here that
 * says what sound bytes mean; the tests beside the code do.
 */
package io.odradek.fuzz;
