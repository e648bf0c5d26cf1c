package io.odradek.spi.plugin;

import java.util.Optional;

/**
 * A provider that exists, before anybody asked it anything. Immutable.
 *
 * @param provider the provider
 * @param location where it comes from
 * @param <P> its type
 */
record Candidate<P extends PluginProvider>(P provider, String location) {
    private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";

    /** Asks for level and name; the provider joins {@code catalog} as a plug-in or as a problem. */
    void examine(Contract<P> contract, Catalog<P> catalog) {
        Optional<String> name = Optional.empty();
        try {
            name = Optional.ofNullable(provider.name());
            int level = provider.contractLevel();
            if (name.isEmpty() || !name.get().matches(NAME)) {
                catalog.addProblem(name, describe() + " calls itself '" + name.orElse("null")
                        + "': a name is made of lower-case letters, digits and hyphens", null);
            } else if (level != contract.level()) {
                catalog.addProblem(name, misfit(contract, name.get(), level), null);
            } else {
                catalog.addPlugin(new FoundPlugin<>(contract, name.get(), provider, location));
            }
        } catch (Exception | LinkageError thrown) {
            catalog.addProblem(name, describe() + " threw when it was asked for its name and level: " + thrown, thrown);
        }
    }

    private String misfit(Contract<P> contract, String name, int level) {
        String remedy = level < contract.level()
                ? "take a newer version of the plug-in, or compile it against this version of odradek-spi"
                : "take an older version of the plug-in, or a newer Odradek";
        return "the " + contract.name() + " '" + name + "' (" + describe() + ") was made for level " + level
                + " of the contract, but this version of Odradek calls level " + contract.level() + ": " + remedy;
    }

    private String describe() {
        return provider.getClass().getName() + ", " + location;
    }
}
