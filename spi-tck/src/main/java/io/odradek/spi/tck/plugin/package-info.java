/**
 * What the contract tests of every kind share: rules for providers, seeds for random cases.
 *
 * <p>Nothing enters here that belongs to one contract.
 */
package io.odradek.spi.tck.plugin;
