/**
 * What contract tests of engines' plug-ins run on: a real event loop of their own.
 *
 * <p>Nothing enters here that belongs to one contract.
 */
package io.odradek.spi.tck;
