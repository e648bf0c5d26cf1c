package io.odradek.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.PluginException;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.FoundPlugin;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The codecs without the libraries that are optional. */
class OptionalLibraryTest {
    @Test
    void found_withEveryLibrary_isEveryCodecAndAllAreAvailable() {
        List<FoundPlugin<CompressionCodecProvider>> found = PluginRegistry.discover().found(Contract.COMPRESSION_CODEC);
        assertThat(found).extracting(FoundPlugin::name).containsExactly("gzip", "lz4", "snappy", "zstd");
        assertThat(found).allMatch(plugin -> plugin.provider().unavailable().isEmpty());
    }

    @Test
    void found_withoutSnappyAndZstd_isStillEveryCodecAndTheTwoSayWhatToAdd() throws Exception {
        try (URLClassLoader loader = loaderWithout("org.xerial.snappy.", "com.github.luben.zstd.")) {
            // Given
            PluginRegistry registry = PluginRegistry.of(loader);
            assertThat(registry.found(Contract.COMPRESSION_CODEC))
                    .extracting(FoundPlugin::name)
                    .containsExactly("gzip", "lz4", "snappy", "zstd");
            assertThat(registry.problems(Contract.COMPRESSION_CODEC)).isEmpty();
            // When, then
            assertUnavailable(registry, "snappy", "org.xerial.snappy:snappy-java");
            assertUnavailable(registry, "zstd", "com.github.luben:zstd-jni");
            for (String name : List.of("gzip", "lz4")) {
                assertThat(registry.provider(Contract.COMPRESSION_CODEC, name).unavailable()).isEmpty();
            }
        }
    }

    private static void assertUnavailable(PluginRegistry registry, String name, String artifact) {
        CompressionCodecProvider provider = registry.provider(Contract.COMPRESSION_CODEC, name);
        assertThat(provider.unavailable()).hasValueSatisfying(reason -> assertThat(reason).contains(name, "add " + artifact));
        assertThatThrownBy(() ->
                        registry.create(Contract.COMPRESSION_CODEC, name, found -> found.create(PluginContext.of(Map.of()))))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("add " + artifact);
    }

    /** Loads this module's classes anew, with a parent that hides packages. */
    private static URLClassLoader loaderWithout(String... packages) {
        URL classes = GzipCodecProvider.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader parent = new ClassLoader(OptionalLibraryTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                for (String hidden : packages) {
                    if (name.startsWith(hidden)) {
                        throw new ClassNotFoundException(name);
                    }
                }
                if (name.startsWith("io.odradek.compression.")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        return new URLClassLoader(new URL[] {classes}, parent);
    }
}
