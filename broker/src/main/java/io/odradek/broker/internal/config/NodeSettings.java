package io.odradek.broker.internal.config;

import io.odradek.api.ConfigException;
import io.odradek.spi.transport.Endpoint;
import java.util.Map;
import java.util.Optional;

/**
 * What one node is and how it listens.
 *
 * <p>Immutable.
 *
 * @param nodeId the broker's number
 * @param clusterId the cluster that the data directory must belong to; empty for any
 * @param listener where it listens
 * @param advertised where clients are told to connect; empty for where it listens
 * @param requestSizeBytesMax the longest request that is taken in
 * @param fetchSizeBytesMax the most that one fetch is answered with
 * @param recordsWalked whether the records in a batch are walked
 */
public record NodeSettings(
        int nodeId,
        Optional<String> clusterId,
        Endpoint listener,
        Optional<Endpoint> advertised,
        int requestSizeBytesMax,
        int fetchSizeBytesMax,
        boolean recordsWalked) {
    private static final String SCHEME_END = "://";

    /**
     * Reads them from the broker's configuration.
     *
     * @throws ConfigException with the first value that cannot be used
     */
    public static NodeSettings of(Map<String, String> settings) {
        String advertised = NodeKeys.ADVERTISED_LISTENERS.in(settings);
        return new NodeSettings(
                NodeKeys.NODE_ID.in(settings),
                Optional.of(NodeKeys.CLUSTER_ID.in(settings)).filter(id -> !id.isBlank()),
                endpoint(NodeKeys.LISTENERS, NodeKeys.LISTENERS.in(settings)),
                advertised.isBlank() ? Optional.empty() : Optional.of(endpoint(NodeKeys.ADVERTISED_LISTENERS, advertised)),
                NodeKeys.REQUEST_SIZE_BYTES_MAX.in(settings),
                NodeKeys.FETCH_SIZE_BYTES_MAX.in(settings),
                NodeKeys.RECORD_VALIDATION.in(settings).equals("full"));
    }

    private static Endpoint endpoint(Setting<String> setting, String text) {
        if (text.indexOf(',') >= 0) {
            throw new ConfigException(setting + "=" + text + " cannot be used: this broker has one listener");
        }
        int scheme = text.indexOf(SCHEME_END);
        if (scheme >= 0 && !text.substring(0, scheme).equals("PLAINTEXT")) {
            throw new ConfigException(setting + "=" + text + " cannot be used: only PLAINTEXT:// is served yet");
        }
        String address = scheme < 0 ? text : text.substring(scheme + SCHEME_END.length());
        try {
            return Endpoint.parse(address.startsWith(":") ? "0.0.0.0" + address : address);
        } catch (IllegalArgumentException unreadable) {
            throw new ConfigException(
                    setting + "=" + text + " cannot be used: " + unreadable.getMessage() + "; write PLAINTEXT://host:port", unreadable);
        }
    }
}
