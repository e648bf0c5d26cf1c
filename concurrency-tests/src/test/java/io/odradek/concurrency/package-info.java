/**
 * Runs what threads share under jcstress.
 *
 * <p>Each {@code *Stress} is in the package of what it looks at, since that is where it is visible. What is confined to one event loop is
 * not here: there is no race to find in it.
 */
package io.odradek.concurrency;
