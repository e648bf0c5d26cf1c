/**
 * Brokers, producers and readers in real processes and real time, with faults drawn from a seed, and the judge of what they did.
 *
 * <p>Nothing enters here that knows options.
 */
@NullMarked
package io.odradek.cli.torture;

import org.jspecify.annotations.NullMarked;
