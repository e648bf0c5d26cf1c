package org.example.odradek.program;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.partitioner.TopicView;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.FoundPlugin;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A program that names the plug-in and has never heard of its classes. */
public final class AskForByState {
    private AskForByState() {}

    /** Prints what was found, whether it is in a module, and where it sends Texas, California and Michigan. */
    public static void main(String[] args) {
        FoundPlugin<PartitionerProvider> plugin = PluginRegistry.discover().plugin(Contract.PARTITIONER, "by-state");
        System.out.println(plugin.name() + " " + plugin.provider().getClass().getModule().isNamed());
        try (Partitioner partitioner = Partitioner.guarded(plugin.name(), plugin.provider().create(PluginContext.of(Map.of())))) {
            for (String state : new String[] {"Texas", "California", "Michigan"}) {
                byte[] key = state.getBytes(StandardCharsets.UTF_8);
                System.out.println(state + " " + partitioner.partition(key, null, new ThreePartitions()));
            }
        }
    }

    private static final class ThreePartitions implements TopicView {
        @Override
        public String topic() {
            return "strikes";
        }

        @Override
        public int partitionCount() {
            return 3;
        }

        @Override
        public boolean hasLeader(int partition) {
            return true;
        }

        @Override
        public long queuedBytes(int partition) {
            return 0;
        }
    }
}
