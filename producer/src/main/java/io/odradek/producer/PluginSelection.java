package io.odradek.producer;

import io.odradek.api.ConfigException;
import io.odradek.producer.internal.config.TextSettings;
import io.odradek.producer.internal.send.AckTerms;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.retry.RetryPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses a producer's plug-ins: those given in code, else those that the configuration names, else the built-in ones. Immutable. */
final class PluginSelection {
    private static final String GIVEN = "given in code";
    private static final Map<String, String> POLICY_OF_ACKS = Map.of("0", "none", "1", "leader", "all", "all", "-1", "all");

    private final ProducerConfig config;
    private final TextSettings text;
    private final PluginRegistry registry;
    private final PluginContext context;

    PluginSelection(ProducerConfig config, PluginRegistry registry, PluginContext context) {
        this.config = config;
        this.text = new TextSettings(config.settings());
        this.registry = registry;
        this.context = context;
    }

    TextSettings text() {
        return text;
    }

    String partitionerName() {
        return config.partitioner().isPresent() ? GIVEN : text.text("partitioner", "default");
    }

    Partitioner partitioner() {
        return config.partitioner()
                .orElseGet(() -> registry.create(Contract.PARTITIONER, partitionerName(), provider -> provider.create(context)));
    }

    String retryPolicyName() {
        return config.retryPolicy().isPresent() ? GIVEN : text.text("retry.policy", "exponential");
    }

    RetryPolicy retryPolicy() {
        return config.retryPolicy()
                .orElseGet(() -> registry.create(Contract.RETRY_POLICY, retryPolicyName(), provider -> provider.create(context)));
    }

    AckTerms ackTerms() {
        Optional<String> acks = text.text("acks");
        acks.ifPresent(value -> TextSettings.oneOf("acks", value, List.of("0", "1", "all", "-1")));
        String byAcks = acks.map(POLICY_OF_ACKS::get).orElse("leader");
        String name = text.text("ack.policy", byAcks);
        AckPolicy policy = config.ackPolicy()
                .orElseGet(() -> registry.create(Contract.ACK_POLICY, name, provider -> provider.create(context)));
        if (acks.isPresent() && !acks.get().replace("all", "-1").equals(Short.toString(policy.acks()))) {
            throw new ConfigException("acks is '" + acks.get() + "', but ack.policy is '" + (config.ackPolicy().isPresent() ? GIVEN : name)
                    + "', whose acks are " + policy.acks() + ": set only one of the two");
        }
        return AckTerms.of(policy, config.ackPolicy().isPresent() ? Optional.empty() : Optional.of(name));
    }

    Optional<CompressionCodec> codec() {
        String name = text.text("compression.type", "none");
        if (name.isEmpty() || name.equals("none")) {
            return Optional.empty();
        }
        CompressionCodecProvider provider = registry.provider(Contract.COMPRESSION_CODEC, name);
        provider.unavailable().ifPresent(why -> {
            throw new ConfigException("compression.type is '" + name + "': " + why);
        });
        return Optional.of(registry.create(Contract.COMPRESSION_CODEC, name, found -> found.create(context)));
    }
}
