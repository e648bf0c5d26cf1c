package io.odradek.spi.tck.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginProvider;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;

/**
 * What every provider must be, whatever its contract.
 *
 * <p>Immutable.
 */
public final class ProviderRules {
    private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";

    private ProviderRules() {}

    /**
     * Fails unless the provider is a public final class with a public constructor without parameters, of the contract's type and level,
     * and has a constant name of lower-case letters, digits and hyphens.
     */
    public static void check(Contract<?> contract, PluginProvider provider) {
        Class<?> type = provider.getClass();
        assertThat(contract.providerType()).as("type of providers").isAssignableFrom(type);
        assertThat(Modifier.isPublic(type.getModifiers())).as("%s is public", type.getName()).isTrue();
        assertThat(Modifier.isFinal(type.getModifiers())).as("%s is final", type.getName()).isTrue();
        assertThat(type.getConstructors())
                .as("public constructors of %s", type.getName())
                .extracting(Constructor::getParameterCount)
                .contains(0);
        assertThat(provider.name()).as("name of %s", type.getName()).matches(NAME).isEqualTo(provider.name());
        assertThat(provider.contractLevel()).as("contract level of '%s'", provider.name()).isEqualTo(contract.level());
    }
}
