package io.odradek.client;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.protocol.message.AckPolicyFeature;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.ApiVersionsResponse;
import io.odradek.spi.transport.Endpoint;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which versions of which API a broker serves, and which of them this client takes.
 *
 * <p>Immutable.
 */
public final class ApiVersionTable {
    private final Endpoint broker;
    private final Map<ApiKey, VersionRange> served;
    private final Map<Short, AckPolicyFeature> ackPolicies;

    private ApiVersionTable(Endpoint broker, Map<ApiKey, VersionRange> served, Map<Short, AckPolicyFeature> ackPolicies) {
        this.broker = broker;
        this.served = served;
        this.ackPolicies = ackPolicies;
    }

    static ApiVersionTable of(Endpoint broker, ApiVersionsResponse response) {
        Map<ApiKey, VersionRange> served = new EnumMap<>(ApiKey.class);
        for (ApiVersionsResponse.ApiVersion api : response.apiKeys()) {
            ApiKey.find(api.apiKey()).ifPresent(key -> served.put(key, new VersionRange(api.minVersion(), api.maxVersion())));
        }
        Map<Short, AckPolicyFeature> ackPolicies = new TreeMap<>();
        for (ApiVersionsResponse.SupportedFeature feature : response.supportedFeatures()) {
            AckPolicyFeature.read(feature).ifPresent(policy -> ackPolicies.putIfAbsent(policy.acks(), policy));
        }
        return new ApiVersionTable(broker, served, ackPolicies);
    }

    /** The acknowledgement policy of a code that is not Kafka's, if the broker says that it serves one. */
    public Optional<AckPolicyFeature> ackPolicy(short acks) {
        return Optional.ofNullable(ackPolicies.get(acks));
    }

    /** The acknowledgement policies that the broker says it serves besides Kafka's, by code. */
    public Collection<AckPolicyFeature> ackPolicies() {
        return Collections.unmodifiableCollection(ackPolicies.values());
    }

    /** What the broker says of an API; empty when it does not serve it. */
    public Optional<VersionRange> served(ApiKey api) {
        return Optional.ofNullable(served.get(api));
    }

    /**
     * The newest version that both sides have.
     *
     * @throws OdradekException with {@link ErrorCode#UNSUPPORTED_VERSION} and both ranges when there is none
     */
    public short newest(ApiKey api) {
        return newest(api, api.minVersion(), api.maxVersion());
    }

    /**
     * The newest version from {@code min} to {@code max} that the broker serves too.
     *
     * @throws OdradekException with {@link ErrorCode#UNSUPPORTED_VERSION} and both ranges when there is none
     */
    public short newest(ApiKey api, short min, short max) {
        VersionRange range = served.get(api);
        if (range == null) {
            throw new OdradekException(
                    ErrorCode.UNSUPPORTED_VERSION, "broker " + broker + " does not serve " + api.apiName() + " requests at all");
        }
        short newest = (short) Math.min(max, range.max());
        if (newest < Math.max(min, range.min())) {
            throw new OdradekException(
                    ErrorCode.UNSUPPORTED_VERSION,
                    "broker " + broker + " serves " + api.apiName() + " in versions " + range + ", and this client needs one of " + min
                            + " to " + max + ": it is too old or too new for this client");
        }
        return newest;
    }
}
