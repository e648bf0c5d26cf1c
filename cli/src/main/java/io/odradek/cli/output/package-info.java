/**
 * What commands show: summaries and tables for people, JSON for programs, a progress bar for whoever watches.
 *
 * <p>Nothing enters here that talks to a broker.
 */
@NullMarked
package io.odradek.cli.output;

import org.jspecify.annotations.NullMarked;
