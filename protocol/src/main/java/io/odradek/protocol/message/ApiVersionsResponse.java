package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;

/**
 * The requests that a broker serves, API key 18.
 *
 * <p>Immutable. Its response header is always of version 0.
 */
public record ApiVersionsResponse(
        short errorCode,
        List<ApiVersion> apiKeys,
        int throttleTimeMs,
        List<SupportedFeature> supportedFeatures,
        long finalizedFeaturesEpoch,
        List<FinalizedFeature> finalizedFeatures,
        boolean zkMigrationReady) {

    private static final Field ERROR_CODE = Field.of("errorCode");
    private static final Field API_KEYS = Field.of("apiKeys");
    private static final Field THROTTLE_TIME_MS = Field.of("throttleTimeMs").since(1).ignorable();
    private static final Field SUPPORTED_FEATURES = Field.of("supportedFeatures").since(3).tag(0).ignorable();
    private static final Field FINALIZED_FEATURES_EPOCH = Field.of("finalizedFeaturesEpoch").since(3).tag(1).ignorable().absent(-1);
    private static final Field FINALIZED_FEATURES = Field.of("finalizedFeatures").since(3).tag(2).ignorable();
    private static final Field ZK_MIGRATION_READY = Field.of("zkMigrationReady").since(3).tag(3).ignorable();

    /** Reads and writes the versions of this message. */
    public static final MessageType<ApiVersionsResponse> TYPE = MessageType.response(
            ApiKey.API_VERSIONS,
            new ApiVersionsResponse((short) 0, List.of(), 0, List.of(), -1L, List.of(), false),
            ApiVersionsResponse::wire);

    /** Keeps lists of its own. */
    public ApiVersionsResponse {
        apiKeys = List.copyOf(apiKeys);
        supportedFeatures = List.copyOf(supportedFeatures);
        finalizedFeatures = List.copyOf(finalizedFeatures);
    }

    private static ApiVersionsResponse wire(Wire w, ApiVersionsResponse m) {
        return new ApiVersionsResponse(
                w.int16(ERROR_CODE, m.errorCode),
                w.array(API_KEYS, ApiVersion.STRUCT, m.apiKeys),
                w.int32(THROTTLE_TIME_MS, m.throttleTimeMs),
                w.array(SUPPORTED_FEATURES, SupportedFeature.STRUCT, m.supportedFeatures),
                w.int64(FINALIZED_FEATURES_EPOCH, m.finalizedFeaturesEpoch),
                w.array(FINALIZED_FEATURES, FinalizedFeature.STRUCT, m.finalizedFeatures),
                w.bool(ZK_MIGRATION_READY, m.zkMigrationReady));
    }

    /** The versions of one request. */
    public record ApiVersion(short apiKey, short minVersion, short maxVersion) {

        private static final Field API_KEY = Field.of("apiKey");
        private static final Field MIN_VERSION = Field.of("minVersion");
        private static final Field MAX_VERSION = Field.of("maxVersion");

        static final Struct<ApiVersion> STRUCT =
                new Struct<>("ApiVersion", new ApiVersion((short) 0, (short) 0, (short) 0), ApiVersion::wire);

        private static ApiVersion wire(Wire w, ApiVersion m) {
            return new ApiVersion(
                    w.int16(API_KEY, m.apiKey),
                    w.int16(MIN_VERSION, m.minVersion),
                    w.int16(MAX_VERSION, m.maxVersion));
        }
    }

    /** The levels of one feature that the broker could run. */
    public record SupportedFeature(String name, short minVersion, short maxVersion) {

        private static final Field NAME = Field.of("name");
        private static final Field MIN_VERSION = Field.of("minVersion");
        private static final Field MAX_VERSION = Field.of("maxVersion");

        static final Struct<SupportedFeature> STRUCT =
                new Struct<>("SupportedFeature", new SupportedFeature("", (short) 0, (short) 0), SupportedFeature::wire);

        private static SupportedFeature wire(Wire w, SupportedFeature m) {
            return new SupportedFeature(
                    w.string(NAME, m.name),
                    w.int16(MIN_VERSION, m.minVersion),
                    w.int16(MAX_VERSION, m.maxVersion));
        }
    }

    /** The level of one feature that the cluster runs. */
    public record FinalizedFeature(String name, short maxVersionLevel, short minVersionLevel) {

        private static final Field NAME = Field.of("name");
        private static final Field MAX_VERSION_LEVEL = Field.of("maxVersionLevel");
        private static final Field MIN_VERSION_LEVEL = Field.of("minVersionLevel");

        static final Struct<FinalizedFeature> STRUCT =
                new Struct<>("FinalizedFeature", new FinalizedFeature("", (short) 0, (short) 0), FinalizedFeature::wire);

        private static FinalizedFeature wire(Wire w, FinalizedFeature m) {
            return new FinalizedFeature(
                    w.string(NAME, m.name),
                    w.int16(MAX_VERSION_LEVEL, m.maxVersionLevel),
                    w.int16(MIN_VERSION_LEVEL, m.minVersionLevel));
        }
    }
}
