/**
 * What trials of a cluster share: brokers to try, gaps in acknowledgements, everything read back.
 *
 * <p>Nothing enters here that knows options or one trial alone.
 */
@NullMarked
package io.odradek.cli.trial;

import org.jspecify.annotations.NullMarked;
