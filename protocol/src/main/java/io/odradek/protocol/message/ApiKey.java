package io.odradek.protocol.message;

import java.util.Optional;

/**
 * The requests of Kafka's protocol that Odradek can read and write, with their versions.
 *
 * <p>Immutable. The versions are those that the codec of this module handles; what a broker serves and advertises may be fewer.
 */
public enum ApiKey {
    /** Versions 0 to 2 carry message sets instead of record batches; they are decoded so that they can be refused with an answer. */
    PRODUCE(0, "Produce", 0, 13, 9),
    /** Fetch, from the first version that returns record batches. */
    FETCH(1, "Fetch", 4, 18, 12),
    /** ListOffsets, without version 0, whose answer is a list of segment starts. */
    LIST_OFFSETS(2, "ListOffsets", 1, 11, 6),
    /** Metadata. */
    METADATA(3, "Metadata", 0, 13, 9),
    /** FindCoordinator. */
    FIND_COORDINATOR(10, "FindCoordinator", 0, 6, 3),
    /** ApiVersions: the one whose answer always has the oldest header. */
    API_VERSIONS(18, "ApiVersions", 0, 4, 3),
    /** CreateTopics. */
    CREATE_TOPICS(19, "CreateTopics", 0, 7, 5),
    /** DeleteTopics. */
    DELETE_TOPICS(20, "DeleteTopics", 0, 6, 4),
    /** InitProducerId. */
    INIT_PRODUCER_ID(22, "InitProducerId", 0, 6, 2),
    /** OffsetForLeaderEpoch, from the first version that fences readers with an old leader epoch. */
    OFFSET_FOR_LEADER_EPOCH(23, "OffsetForLeaderEpoch", 2, 4, 4),
    /** ElectLeaders. */
    ELECT_LEADERS(43, "ElectLeaders", 0, 2, 2),
    /** DescribeCluster. */
    DESCRIBE_CLUSTER(60, "DescribeCluster", 0, 2, 0);

    private static final ApiKey[] BY_ID = byId();

    private final short id;
    private final String apiName;
    private final short minVersion;
    private final short maxVersion;
    private final short flexibleSinceVersion;

    ApiKey(int id, String apiName, int minVersion, int maxVersion, int flexibleSinceVersion) {
        this.id = (short) id;
        this.apiName = apiName;
        this.minVersion = (short) minVersion;
        this.maxVersion = (short) maxVersion;
        this.flexibleSinceVersion = (short) flexibleSinceVersion;
    }

    /** The key with this number, or empty when this module does not know it. */
    public static Optional<ApiKey> find(short id) {
        return id < 0 || id >= BY_ID.length ? Optional.empty() : Optional.ofNullable(BY_ID[id]);
    }

    /** The number that travels. */
    public short id() {
        return id;
    }

    /** Kafka's name of the request. */
    public String apiName() {
        return apiName;
    }

    /** The oldest version that can be read and written. */
    public short minVersion() {
        return minVersion;
    }

    /** The newest version that can be read and written. */
    public short maxVersion() {
        return maxVersion;
    }

    /** Whether the version can be read and written. */
    public boolean supports(short version) {
        return version >= minVersion && version <= maxVersion;
    }

    /** Whether the version has compact lengths and tagged fields. */
    public boolean isFlexible(short version) {
        return version >= flexibleSinceVersion;
    }

    /** The version of the header in front of a request of this version. */
    public short requestHeaderVersion(short version) {
        return (short) (isFlexible(version) ? 2 : 1);
    }

    /** The version of the header in front of a response of this version; a client that cannot yet know the versions reads ApiVersions. */
    public short responseHeaderVersion(short version) {
        return (short) (isFlexible(version) && this != API_VERSIONS ? 1 : 0);
    }

    private static ApiKey[] byId() {
        ApiKey[] all = values();
        ApiKey[] table = new ApiKey[all[all.length - 1].id + 1];
        for (ApiKey key : all) {
            table[key.id] = key;
        }
        return table;
    }
}
