package io.odradek.broker.internal.config;

import io.odradek.api.ConfigException;
import io.odradek.spi.plugin.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges keys that the broker does not read.
 *
 * <p>Immutable. A key that the plug-ins may read is let through; a key of Kafka's whose neglect would weaken security is refused; any other
 * is a warning, with the nearest name.
 */
public final class UnknownKeys {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownKeys.class);

    private static final List<String> SECURITY_PREFIXES = List.of("ssl.", "sasl.", "authorizer.", "security.inter.broker.", "super.users");

    /** Kafka's keys that describe parts which a cluster without consumer groups and transactions does not have. */
    private static final List<String> WITHOUT_EFFECT_PREFIXES = List.of(
            "broker.", "connections.", "controller.", "controlled.", "delegation.", "eligible.", "fetch.", "group.", "leader.", "listener.",
            "log.", "max.", "metadata.", "metric", "num.", "offsets.", "process.", "queued.", "quota.", "remote.", "replica.", "request.",
            "share.", "socket.", "telemetry.", "transaction", "unclean.", "background.");

    private UnknownKeys() {}

    /**
     * Looks at every key of a configuration.
     *
     * @throws ConfigException at a key that must not be ignored
     */
    public static void judge(Map<String, String> settings, Set<String> pluginNames) {
        List<String> known = new ArrayList<>();
        NodeKeys.all().forEach(setting -> known.add(setting.key()));
        ClusterKeys.all().forEach(setting -> known.add(setting.key()));
        known.addAll(TopicKeys.ofBroker());
        for (String key : settings.keySet()) {
            if (!known.contains(key)) {
                judge(key, known, pluginNames);
            }
        }
    }

    private static void judge(String key, List<String> known, Set<String> pluginNames) {
        if (SECURITY_PREFIXES.stream().anyMatch(key::startsWith)) {
            throw new ConfigException(key + " cannot be used: this broker has no authentication, authorisation or TLS yet, and to"
                    + " ignore the"
                    + " key would leave open what it was to protect; remove it");
        }
        if (pluginNames.stream().anyMatch(name -> key.startsWith(name + "."))) {
            return;
        }
        String near = NearestName.of(key, known).map(name -> "; did you mean " + name + "?").orElse("");
        if (near.isEmpty() && WITHOUT_EFFECT_PREFIXES.stream().anyMatch(key::startsWith)) {
            LOG.warn("The configuration key {} has no effect in this broker", key);
        } else {
            LOG.warn("The configuration key {} is unknown{}", key, near);
        }
    }
}
