/**
 * The stand-alone broker, assembled by a container so that each piece can be replaced by a binding.
 *
 * <p>The one place of the command line where the container may be seen.
 */
@NullMarked
package io.odradek.cli.wiring;

import org.jspecify.annotations.NullMarked;
