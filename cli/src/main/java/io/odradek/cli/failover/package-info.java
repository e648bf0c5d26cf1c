/**
 * A demonstration: brokers are killed while records arrive, and afterwards everything is counted.
 *
 * <p>Nothing enters here that knows options.
 */
@NullMarked
package io.odradek.cli.failover;

import org.jspecify.annotations.NullMarked;
