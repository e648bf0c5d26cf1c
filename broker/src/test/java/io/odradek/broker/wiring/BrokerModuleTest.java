package io.odradek.broker.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.odradek.api.ConfigException;
import io.odradek.api.PluginException;
import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerModuleTest {
    @TempDir
    Path directory;

    private BrokerConfig config() {
        return BrokerConfig.builder().dataDirectory(directory).build();
    }

    /** Replaces the storage by one in memory. */
    private static final class InMemory extends AbstractModule {
        @Provides
        @Singleton
        LogStorage storage(Workers workers) {
            return new MemoryLogStorageProvider().create(PluginContext.of(Map.of()), Path.of("memory"), workers);
        }
    }

    @Test
    void start_noOverride_startsAndStops() throws Exception {
        // When
        try (Broker broker = BrokerModule.start(config())) {
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
        }

        // Then
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isNotEmpty();
        }
    }

    @Test
    void start_oneBindingOverridden_usesIt() throws Exception {
        // When
        try (Broker broker = BrokerModule.start(config(), new InMemory())) {
            // Then
            assertThat(broker.clusterId()).isNotEmpty();
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files).isEmpty();
            }
        }
    }

    @Test
    void start_partThatCannotBeMade_failsWithItsOwnError() {
        assertThatThrownBy(() -> BrokerModule.start(BrokerConfig.builder().build())).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> BrokerModule.start(
                        BrokerConfig.builder().dataDirectory(directory).transport("nettyy").build()))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("netty");
    }
}
