package io.odradek.spi.plugin;

import java.util.Optional;

/**
 * A provider that is there and cannot be used.
 *
 * <p>Immutable. It stops nobody who asks for another plug-in; who asks for this one by name, or for all of a contract, gets its message.
 *
 * @param contract the contract it is for
 * @param name its name in a configuration, when it could say it
 * @param message what is wrong, with which class in which jar, and what to do
 * @param cause what was thrown, if anything was
 */
public record PluginProblem(Contract<?> contract, Optional<String> name, String message, Optional<Throwable> cause) {}
