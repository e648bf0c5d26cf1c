package io.odradek.protocol.message;

import java.util.Optional;

/**
 * How a broker tells in {@link ApiVersionsResponse} that it serves an acknowledgement policy besides Kafka's own: as a supported feature
 * {@code odradek.acks.NAME.CODE} of level 1. So a producer learns, before it sends a record, that the code means what it takes it to mean.
 *
 * <p>Immutable. Other clients pass over features that they do not know.
 *
 * @param policy the policy's name: no dots
 * @param acks its code in a produce request
 */
public record AckPolicyFeature(String policy, short acks) {
    /** The name of a policy that was given to a broker without one. */
    public static final String UNNAMED = "unnamed";

    private static final String PREFIX = "odradek.acks.";
    private static final short LEVEL = 1;
    private static final short KAFKAS_MIN = -1;
    private static final short KAFKAS_MAX = 1;

    /** Whether a code is one of Kafka's, which every broker serves and none advertises. */
    public static boolean isKafkas(short acks) {
        return acks >= KAFKAS_MIN && acks <= KAFKAS_MAX;
    }

    /** As it travels. */
    public ApiVersionsResponse.SupportedFeature toFeature() {
        return new ApiVersionsResponse.SupportedFeature(PREFIX + policy + "." + acks, LEVEL, LEVEL);
    }

    /** What a feature tells of a policy; empty when it tells of something else, or of another level. */
    public static Optional<AckPolicyFeature> read(ApiVersionsResponse.SupportedFeature feature) {
        String name = feature.name();
        int dot = name.lastIndexOf('.');
        if (!name.startsWith(PREFIX) || dot <= PREFIX.length() || feature.minVersion() > LEVEL || feature.maxVersion() < LEVEL) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AckPolicyFeature(name.substring(PREFIX.length(), dot), Short.parseShort(name.substring(dot + 1))));
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "'" + policy + "' (acks code " + acks + ")";
    }
}
