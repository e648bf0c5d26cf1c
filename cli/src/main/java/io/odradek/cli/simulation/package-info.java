/**
 * Many seeds of the seeded world, run side by side, and what came of them. Nothing of options or of the terminal enters here.
 */
@NullMarked
package io.odradek.cli.simulation;

import org.jspecify.annotations.NullMarked;
