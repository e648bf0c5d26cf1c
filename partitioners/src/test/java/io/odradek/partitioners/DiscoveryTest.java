package io.odradek.partitioners;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.FoundPlugin;
import io.odradek.spi.plugin.PluginRegistry;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    @Test
    void found_onTheClassPath_isEveryPartitioner() {
        PluginRegistry registry = PluginRegistry.discover();
        assertThat(registry.found(Contract.PARTITIONER))
                .extracting(FoundPlugin::name)
                .containsExactly("crc32", "default", "fnv1a", "murmur2", "random", "round-robin", "sticky", "uniform-sticky");
        assertThat(registry.problems(Contract.PARTITIONER)).isEmpty();
    }
}
