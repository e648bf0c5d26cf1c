/**
 * How plug-ins are found, chosen and refused: providers, contracts, the registry.
 *
 * <p>Nothing enters here that belongs to one contract alone.
 */
package io.odradek.spi.plugin;
