package io.odradek.spi.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.odradek.api.ConfigException;
import io.odradek.api.PluginException;
import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginRegistryTest {
    private static final PluginContext CONTEXT = PluginContext.of(Map.of());

    @TempDir
    private Path folder;

    private final java.util.ArrayDeque<URLClassLoader> loaders = new java.util.ArrayDeque<>();

    @AfterEach
    void closeLoaders() throws IOException {
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
    }

    @Test
    void found_severalJars_areListedByNameWithTheirJars() {
        Path first = jar("first.jar").lists(SamplePlugins.South.class).has(SamplePlugins.Named.class).build();
        Path second = jar("second.jar").lists(SamplePlugins.North.class).build();
        PluginRegistry registry = registry(first, second);
        assertThat(registry.found(Contract.PARTITIONER)).extracting(FoundPlugin::name).containsExactly("north", "south");
        assertThat(registry.found(Contract.PARTITIONER))
                .extracting(FoundPlugin::location)
                .containsExactly(second.toString(), first.toString());
        assertThat(registry.problems(Contract.PARTITIONER)).isEmpty();
    }

    @Test
    void provider_askedTwiceAndOfADerivedRegistry_isTheSameInstance() {
        PluginRegistry registry = registry(jarOf("a.jar", SamplePlugins.North.class));
        PartitionerProvider provider = registry.provider(Contract.PARTITIONER, "north");
        assertThat(registry.provider(Contract.PARTITIONER, "north")).isSameAs(provider);
        assertThat(registry.with(new SamplePlugins.South()).provider(Contract.PARTITIONER, "north")).isSameAs(provider);
    }

    @Test
    void discover_contextLoaderAndOwnLoader_areBothSearched() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            Thread.currentThread().setContextClassLoader(loader(jarOf("a.jar", SamplePlugins.North.class)));
            assertThat(PluginRegistry.discover().found(Contract.PARTITIONER)).extracting(FoundPlugin::name).containsExactly("north");
            Thread.currentThread().setContextClassLoader(null);
            assertThat(PluginRegistry.discover().found(Contract.PARTITIONER)).isEmpty();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void found_sameJarThroughTwoLoaders_countsOnce() {
        // Given a registry that looks through a loader and, as its own, another loader of the same jar
        Path jar = jarOf("a.jar", SamplePlugins.North.class);
        Discovery discovery =
                new Discovery(List.of(new ProviderSource.Loader(loader(jar)), new ProviderSource.Loader(loader(jar))));
        // When
        Catalog<PartitionerProvider> catalog = discovery.catalog(Contract.PARTITIONER);
        catalog.complete();
        // Then
        assertThat(catalog.plugins()).hasSize(1);
        assertThat(catalog.problems()).isEmpty();
    }

    @Test
    void of_moduleLayer_findsWhatItsModulesProvide() {
        // Given an automatic module: its service file counts as its provides
        Path jar = jarOf("sample.plugins.jar", SamplePlugins.North.class);
        ModuleFinder finder = ModuleFinder.of(jar);
        Configuration configuration =
                ModuleLayer.boot().configuration().resolveAndBind(finder, ModuleFinder.of(), Set.of("sample.plugins"));
        ClassLoader parent = new PluginJar.WithoutSamples(PluginRegistryTest.class.getClassLoader());
        ModuleLayer layer = ModuleLayer.boot().defineModulesWithOneLoader(configuration, parent);
        // When
        List<FoundPlugin<PartitionerProvider>> found = PluginRegistry.of(layer).found(Contract.PARTITIONER);
        // Then
        assertThat(found).extracting(FoundPlugin::name).containsExactly("north");
        assertThat(found.get(0).provider().getClass().getModule().getName()).isEqualTo("sample.plugins");
        assertThat(found.get(0).location()).isEqualTo(jar.toString());
    }

    @Test
    void found_providedByAModuleAndListedOnTheClassPath_countsOnce() {
        Path jar = jarOf("sample.plugins.jar", SamplePlugins.North.class);
        Configuration configuration = ModuleLayer.boot()
                .configuration()
                .resolveAndBind(ModuleFinder.of(jar), ModuleFinder.of(), Set.of("sample.plugins"));
        ClassLoader parent = new PluginJar.WithoutSamples(PluginRegistryTest.class.getClassLoader());
        ModuleLayer layer = ModuleLayer.boot().defineModulesWithOneLoader(configuration, parent);
        Catalog<PartitionerProvider> catalog = new Discovery(
                        List.of(new ProviderSource.Layer(layer), new ProviderSource.Loader(loader(jar))))
                .catalog(Contract.PARTITIONER);
        catalog.complete();
        assertThat(catalog.plugins()).hasSize(1);
        assertThat(catalog.problems()).isEmpty();
    }

    @Test
    void provider_unknownName_errorHelps() {
        Path first = jarOf("first.jar", SamplePlugins.North.class);
        Path second = jarOf("second.jar", SamplePlugins.South.class);
        assertFailure(registry(first, second), "nroth")
                .contains("no Partitioner 'nroth'", "Did you mean 'north'?")
                .contains("north (" + first + ")", "south (" + second + ")")
                .contains("io.odradek:odradek-partitioners", "META-INF/services/io.odradek.spi.partitioner.PartitionerProvider");
        assertFailure(registry(first, second), "zebra").doesNotContain("Did you mean");
    }

    @Test
    void provider_noneAtAll_errorNamesTheArtifact() {
        assertFailure(PluginRegistry.of(loader()), "default")
                .contains("'default'", "no provider of this contract", "Add io.odradek:odradek-partitioners");
    }

    @Test
    void provider_twoOfOneName_errorNamesBothJars() {
        Path first = jarOf("first.jar", SamplePlugins.North.class);
        Path second = jarOf("second.jar", SamplePlugins.OtherNorth.class);
        Path third = jarOf("third.jar", SamplePlugins.South.class);
        PluginRegistry registry = registry(first, second, third);
        assertFailure(registry, "north")
                .contains("'north' is there more than once", first.toString(), second.toString(), "North", "OtherNorth");
        assertThat(registry.provider(Contract.PARTITIONER, "south").name()).isEqualTo("south");
        assertThat(registry.problems(Contract.PARTITIONER)).hasSize(1);
        assertThat(registry.found(Contract.PARTITIONER)).hasSize(3);
    }

    @Test
    void provider_throwsWhenLoaded_isAProblemThatStopsNobodyElse() {
        Path broken = jarOf("broken.jar", SamplePlugins.ThrowsWhenLoaded.class);
        PluginRegistry registry = registry(broken, jarOf("good.jar", SamplePlugins.North.class));
        assertThat(registry.provider(Contract.PARTITIONER, "north")).isNotNull();
        assertProblem(registry).contains("ThrowsWhenLoaded", broken.toString(), "no licence file");
        assertFailure(registry, "wool").contains("Some providers cannot be used", "ThrowsWhenLoaded", "no licence file");
    }

    @Test
    void provider_throwsWhenInitialised_isAProblem() {
        PluginRegistry registry = registry(jarOf("broken.jar", SamplePlugins.ThrowsWhenInitialised.class));
        assertProblem(registry).contains("ThrowsWhenInitialised", "broken.jar");
        assertFailure(registry, "one").contains("ThrowsWhenInitialised");
    }

    @Test
    void provider_throwsAtName_isAProblem() {
        PluginRegistry registry = registry(jarOf("broken.jar", SamplePlugins.ThrowsAtName.class));
        assertProblem(registry).contains("ThrowsAtName", "broken.jar", "I have no name");
    }

    @Test
    void provider_unusableName_isAProblem() {
        assertProblem(registry(jarOf("a.jar", SamplePlugins.NullName.class))).contains("NullName", "'null'");
        assertProblem(registry(jarOf("b.jar", SamplePlugins.ShoutedName.class))).contains("'NORTH POLE'", "lower-case");
    }

    @Test
    void provider_levelDoesNotFit_errorSaysBothLevelsAndWhatToDo() {
        PluginRegistry registry = registry(jarOf("a.jar", SamplePlugins.NextLevel.class), jarOf("b.jar", SamplePlugins.LastLevel.class));
        assertFailure(registry, "next").contains("a.jar", "level 2", "calls level 1", "older version of the plug-in, or a newer Odradek");
        assertFailure(registry, "last").contains("b.jar", "level 0", "calls level 1", "newer version of the plug-in");
        assertThat(registry.found(Contract.PARTITIONER)).isEmpty();
    }

    @Test
    void provider_listedClassIsMissing_isAProblemThatStopsNobodyElse() {
        Path jar = jar("a.jar").has(SamplePlugins.Named.class).line("org.example.Gone").lists(SamplePlugins.North.class).build();
        PluginRegistry registry = registry(jar);
        assertProblem(registry).contains("org.example.Gone");
        assertThat(registry.provider(Contract.PARTITIONER, "north")).isNotNull();
    }

    @Test
    void provider_serviceFileIsMalformed_isAProblemThatStopsNobodyElse() {
        Path malformed = jar("malformed.jar").line("not a class name at all").build();
        PluginRegistry registry = registry(malformed, jarOf("good.jar", SamplePlugins.North.class));
        assertProblem(registry).contains("malformed.jar");
        assertThat(registry.provider(Contract.PARTITIONER, "north")).isNotNull();
    }

    @Test
    void provider_wrongTypeOrConstructor_isAProblem() {
        assertProblem(registry(jarOf("a.jar", SamplePlugins.NotAProvider.class))).contains("NotAProvider");
        assertProblem(registry(jarOf("b.jar", SamplePlugins.NoSuitableConstructor.class))).contains("NoSuitableConstructor");
    }

    @Test
    void provider_superclassIsMissing_isAProblem() {
        // The jar lacks the class that its provider extends.
        PluginRegistry registry = registry(jar("a.jar").lists(SamplePlugins.North.class).build());
        assertProblem(registry).contains("SamplePlugins$Named");
    }

    @Test
    void create_throwing_errorNamesPluginAndJar() {
        Path jar = jarOf("a.jar", SamplePlugins.ThrowsAtCreate.class);
        assertThatThrownBy(() -> create(registry(jar), "throws-at-create", CONTEXT))
                .isInstanceOf(PluginException.class)
                .hasMessageContainingAll("'throws-at-create'", "ThrowsAtCreate", jar.toString(), "out of wool", "key partitioner")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void create_pluginExplainsItself_errorPassesUnchanged() {
        PluginRegistry registry = registry(jarOf("a.jar", SamplePlugins.ThrowsAtCreate.class));
        assertThatThrownBy(() -> create(registry, "throws-at-create", PluginContext.of(Map.of("explain.config", ""))))
                .isInstanceOf(ConfigException.class)
                .hasMessage("explain.config is wrong");
        assertThatThrownBy(() -> create(registry, "throws-at-create", PluginContext.of(Map.of("explain.plugin", ""))))
                .isInstanceOf(PluginException.class)
                .hasMessage("a library is missing");
    }

    @Test
    void create_null_errorNamesPlugin() {
        assertThatThrownBy(() -> create(registry(jarOf("a.jar", SamplePlugins.NullAtCreate.class)), "null-at-create", CONTEXT))
                .isInstanceOf(PluginException.class)
                .hasMessageContainingAll("'null-at-create'", "NullAtCreate", "a.jar", "null");
    }

    @Test
    void create_proper_givesThePlugin() {
        assertThat(create(registry(jarOf("a.jar", SamplePlugins.North.class)), "north", CONTEXT)).isNotNull();
    }

    @Test
    void with_givenInstances_replaceFoundOnesOfTheirName() {
        PluginRegistry registry = registry(jarOf("a.jar", SamplePlugins.North.class));
        SamplePlugins.OtherNorth given = new SamplePlugins.OtherNorth();
        PluginRegistry changed = registry.with(given, new SamplePlugins.South());
        assertThat(changed.provider(Contract.PARTITIONER, "north")).isSameAs(given);
        assertThat(changed.found(Contract.PARTITIONER)).extracting(FoundPlugin::name).containsExactly("north", "south");
        assertThat(changed.plugin(Contract.PARTITIONER, "north").location()).isEqualTo("given in code");
        assertThat(registry.provider(Contract.PARTITIONER, "north")).isNotSameAs(given);
    }

    @Test
    void with_twoOfOneName_isAnError() {
        PluginRegistry registry = PluginRegistry.of(loader()).with(new SamplePlugins.North(), new SamplePlugins.OtherNorth());
        assertFailure(registry, "north").contains("more than once", "given in code");
    }

    @Test
    void selection_settings_sayWhichAndWhy() {
        assertThat(Selection.of(Contract.PARTITIONER, Map.of("partitioner", "north")))
                .isEqualTo(new Selection("north", "partitioner=north"));
        assertThat(Selection.of(Contract.PARTITIONER, Map.of()).name()).isEqualTo("default");
        assertThat(Selection.of(Contract.PARTITIONER, Map.of()).reason()).contains("default", "partitioner");
        assertThat(Selection.of(Contract.ACK_POLICY, Map.of("acks", "-1"))).isEqualTo(new Selection("all", "acks=-1"));
        assertThat(Selection.of(Contract.ACK_POLICY, Map.of("acks", "0", "ack.policy", "forced")).name()).isEqualTo("forced");
    }

    private static Partitioner create(PluginRegistry registry, String name, PluginContext context) {
        return registry.create(Contract.PARTITIONER, name, provider -> provider.create(context));
    }

    private static AbstractStringAssert<?> assertFailure(PluginRegistry registry, String name) {
        return assertThatThrownBy(() -> registry.provider(Contract.PARTITIONER, name))
                .isInstanceOf(PluginException.class)
                .extracting(Throwable::getMessage, STRING);
    }

    private static AbstractStringAssert<?> assertProblem(PluginRegistry registry) {
        List<PluginProblem> problems = registry.problems(Contract.PARTITIONER);
        assertThat(problems).hasSize(1);
        return assertThat(problems.get(0).message());
    }

    private PluginJar jar(String name) {
        return new PluginJar(folder, name, Contract.PARTITIONER);
    }

    private Path jarOf(String name, Class<?> provider) {
        return jar(name).has(SamplePlugins.Named.class).lists(provider).build();
    }

    private PluginRegistry registry(Path... jars) {
        return PluginRegistry.of(loader(jars));
    }

    private ClassLoader loader(Path... jars) {
        URLClassLoader loader = PluginJar.loader(jars);
        loaders.add(loader);
        return loader;
    }
}
