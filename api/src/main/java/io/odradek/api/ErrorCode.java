package io.odradek.api;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Every error that has a code: Kafka's own, which travel on the wire, and those that never leave this process (codes below −1000).
 *
 * <p>Immutable. Source of the wire codes and their classes: the Kafka protocol's error table.
 */
public enum ErrorCode {
    /** Kafka's -1. */
    UNKNOWN_SERVER_ERROR(-1, Kind.FINAL),
    /** Kafka's 0. */
    NONE(0, Kind.SUCCESS),
    /** Kafka's 1. */
    OFFSET_OUT_OF_RANGE(1, Kind.FINAL),
    /** Kafka's 2. */
    CORRUPT_MESSAGE(2, Kind.RETRIABLE),
    /** Kafka's 3. */
    UNKNOWN_TOPIC_OR_PARTITION(3, Kind.METADATA),
    /** Kafka's 4. */
    INVALID_FETCH_SIZE(4, Kind.FINAL),
    /** Kafka's 5. */
    LEADER_NOT_AVAILABLE(5, Kind.METADATA),
    /** Kafka's 6. */
    NOT_LEADER_OR_FOLLOWER(6, Kind.METADATA),
    /** Kafka's 7. */
    REQUEST_TIMED_OUT(7, Kind.RETRIABLE),
    /** Kafka's 8. */
    BROKER_NOT_AVAILABLE(8, Kind.FINAL),
    /** Kafka's 9. */
    REPLICA_NOT_AVAILABLE(9, Kind.METADATA),
    /** Kafka's 10. */
    MESSAGE_TOO_LARGE(10, Kind.FINAL),
    /** Kafka's 11. */
    STALE_CONTROLLER_EPOCH(11, Kind.FINAL),
    /** Kafka's 12. */
    OFFSET_METADATA_TOO_LARGE(12, Kind.FINAL),
    /** Kafka's 13. */
    NETWORK_EXCEPTION(13, Kind.METADATA),
    /** Kafka's 14. */
    COORDINATOR_LOAD_IN_PROGRESS(14, Kind.RETRIABLE),
    /** Kafka's 15. */
    COORDINATOR_NOT_AVAILABLE(15, Kind.RETRIABLE),
    /** Kafka's 16. */
    NOT_COORDINATOR(16, Kind.RETRIABLE),
    /** Kafka's 17. */
    INVALID_TOPIC_EXCEPTION(17, Kind.FINAL),
    /** Kafka's 18. */
    RECORD_LIST_TOO_LARGE(18, Kind.FINAL),
    /** Kafka's 19. */
    NOT_ENOUGH_REPLICAS(19, Kind.RETRIABLE),
    /** Kafka's 20. */
    NOT_ENOUGH_REPLICAS_AFTER_APPEND(20, Kind.RETRIABLE),
    /** Kafka's 21. */
    INVALID_REQUIRED_ACKS(21, Kind.FINAL),
    /** Kafka's 22. */
    ILLEGAL_GENERATION(22, Kind.FINAL),
    /** Kafka's 23. */
    INCONSISTENT_GROUP_PROTOCOL(23, Kind.FINAL),
    /** Kafka's 24. */
    INVALID_GROUP_ID(24, Kind.FINAL),
    /** Kafka's 25. */
    UNKNOWN_MEMBER_ID(25, Kind.FINAL),
    /** Kafka's 26. */
    INVALID_SESSION_TIMEOUT(26, Kind.FINAL),
    /** Kafka's 27. */
    REBALANCE_IN_PROGRESS(27, Kind.FINAL),
    /** Kafka's 28. */
    INVALID_COMMIT_OFFSET_SIZE(28, Kind.FINAL),
    /** Kafka's 29. */
    TOPIC_AUTHORIZATION_FAILED(29, Kind.FINAL),
    /** Kafka's 30. */
    GROUP_AUTHORIZATION_FAILED(30, Kind.FINAL),
    /** Kafka's 31. */
    CLUSTER_AUTHORIZATION_FAILED(31, Kind.FINAL),
    /** Kafka's 32. */
    INVALID_TIMESTAMP(32, Kind.FINAL),
    /** Kafka's 33. */
    UNSUPPORTED_SASL_MECHANISM(33, Kind.FINAL),
    /** Kafka's 34. */
    ILLEGAL_SASL_STATE(34, Kind.FINAL),
    /** Kafka's 35. */
    UNSUPPORTED_VERSION(35, Kind.FINAL),
    /** Kafka's 36. */
    TOPIC_ALREADY_EXISTS(36, Kind.FINAL),
    /** Kafka's 37. */
    INVALID_PARTITIONS(37, Kind.FINAL),
    /** Kafka's 38. */
    INVALID_REPLICATION_FACTOR(38, Kind.FINAL),
    /** Kafka's 39. */
    INVALID_REPLICA_ASSIGNMENT(39, Kind.FINAL),
    /** Kafka's 40. */
    INVALID_CONFIG(40, Kind.FINAL),
    /** Kafka's 41. */
    NOT_CONTROLLER(41, Kind.RETRIABLE),
    /** Kafka's 42. */
    INVALID_REQUEST(42, Kind.FINAL),
    /** Kafka's 43. */
    UNSUPPORTED_FOR_MESSAGE_FORMAT(43, Kind.FINAL),
    /** Kafka's 44. */
    POLICY_VIOLATION(44, Kind.FINAL),
    /** Kafka's 45. */
    OUT_OF_ORDER_SEQUENCE_NUMBER(45, Kind.FINAL),
    /** Kafka's 46. */
    DUPLICATE_SEQUENCE_NUMBER(46, Kind.FINAL),
    /** Kafka's 47. */
    INVALID_PRODUCER_EPOCH(47, Kind.FINAL),
    /** Kafka's 48. */
    INVALID_TXN_STATE(48, Kind.FINAL),
    /** Kafka's 49. */
    INVALID_PRODUCER_ID_MAPPING(49, Kind.FINAL),
    /** Kafka's 50. */
    INVALID_TRANSACTION_TIMEOUT(50, Kind.FINAL),
    /** Kafka's 51. */
    CONCURRENT_TRANSACTIONS(51, Kind.RETRIABLE),
    /** Kafka's 52. */
    TRANSACTION_COORDINATOR_FENCED(52, Kind.FINAL),
    /** Kafka's 53. */
    TRANSACTIONAL_ID_AUTHORIZATION_FAILED(53, Kind.FINAL),
    /** Kafka's 54. */
    SECURITY_DISABLED(54, Kind.FINAL),
    /** Kafka's 55. */
    OPERATION_NOT_ATTEMPTED(55, Kind.FINAL),
    /** Kafka's 56. */
    KAFKA_STORAGE_ERROR(56, Kind.METADATA),
    /** Kafka's 57. */
    LOG_DIR_NOT_FOUND(57, Kind.FINAL),
    /** Kafka's 58. */
    SASL_AUTHENTICATION_FAILED(58, Kind.FINAL),
    /** Kafka's 59. */
    UNKNOWN_PRODUCER_ID(59, Kind.FINAL),
    /** Kafka's 60. */
    REASSIGNMENT_IN_PROGRESS(60, Kind.FINAL),
    /** Kafka's 61. */
    DELEGATION_TOKEN_AUTH_DISABLED(61, Kind.FINAL),
    /** Kafka's 62. */
    DELEGATION_TOKEN_NOT_FOUND(62, Kind.FINAL),
    /** Kafka's 63. */
    DELEGATION_TOKEN_OWNER_MISMATCH(63, Kind.FINAL),
    /** Kafka's 64. */
    DELEGATION_TOKEN_REQUEST_NOT_ALLOWED(64, Kind.FINAL),
    /** Kafka's 65. */
    DELEGATION_TOKEN_AUTHORIZATION_FAILED(65, Kind.FINAL),
    /** Kafka's 66. */
    DELEGATION_TOKEN_EXPIRED(66, Kind.FINAL),
    /** Kafka's 67. */
    INVALID_PRINCIPAL_TYPE(67, Kind.FINAL),
    /** Kafka's 68. */
    NON_EMPTY_GROUP(68, Kind.FINAL),
    /** Kafka's 69. */
    GROUP_ID_NOT_FOUND(69, Kind.FINAL),
    /** Kafka's 70. */
    FETCH_SESSION_ID_NOT_FOUND(70, Kind.RETRIABLE),
    /** Kafka's 71. */
    INVALID_FETCH_SESSION_EPOCH(71, Kind.RETRIABLE),
    /** Kafka's 72. */
    LISTENER_NOT_FOUND(72, Kind.METADATA),
    /** Kafka's 73. */
    TOPIC_DELETION_DISABLED(73, Kind.FINAL),
    /** Kafka's 74. */
    FENCED_LEADER_EPOCH(74, Kind.METADATA),
    /** Kafka's 75. */
    UNKNOWN_LEADER_EPOCH(75, Kind.RETRIABLE),
    /** Kafka's 76. */
    UNSUPPORTED_COMPRESSION_TYPE(76, Kind.FINAL),
    /** Kafka's 77. */
    STALE_BROKER_EPOCH(77, Kind.FINAL),
    /** Kafka's 78. */
    OFFSET_NOT_AVAILABLE(78, Kind.RETRIABLE),
    /** Kafka's 79. */
    MEMBER_ID_REQUIRED(79, Kind.FINAL),
    /** Kafka's 80. */
    PREFERRED_LEADER_NOT_AVAILABLE(80, Kind.METADATA),
    /** Kafka's 81. */
    GROUP_MAX_SIZE_REACHED(81, Kind.FINAL),
    /** Kafka's 82. */
    FENCED_INSTANCE_ID(82, Kind.FINAL),
    /** Kafka's 83. */
    ELIGIBLE_LEADERS_NOT_AVAILABLE(83, Kind.METADATA),
    /** Kafka's 84. */
    ELECTION_NOT_NEEDED(84, Kind.METADATA),
    /** Kafka's 85. */
    NO_REASSIGNMENT_IN_PROGRESS(85, Kind.FINAL),
    /** Kafka's 86. */
    GROUP_SUBSCRIBED_TO_TOPIC(86, Kind.FINAL),
    /** Kafka's 87. */
    INVALID_RECORD(87, Kind.FINAL),
    /** Kafka's 88. */
    UNSTABLE_OFFSET_COMMIT(88, Kind.RETRIABLE),
    /** Kafka's 89. */
    THROTTLING_QUOTA_EXCEEDED(89, Kind.RETRIABLE),
    /** Kafka's 90. */
    PRODUCER_FENCED(90, Kind.FINAL),
    /** Kafka's 91. */
    RESOURCE_NOT_FOUND(91, Kind.FINAL),
    /** Kafka's 92. */
    DUPLICATE_RESOURCE(92, Kind.FINAL),
    /** Kafka's 93. */
    UNACCEPTABLE_CREDENTIAL(93, Kind.FINAL),
    /** Kafka's 94. */
    INCONSISTENT_VOTER_SET(94, Kind.FINAL),
    /** Kafka's 95. */
    INVALID_UPDATE_VERSION(95, Kind.FINAL),
    /** Kafka's 96. */
    FEATURE_UPDATE_FAILED(96, Kind.FINAL),
    /** Kafka's 97. */
    PRINCIPAL_DESERIALIZATION_FAILURE(97, Kind.FINAL),
    /** Kafka's 98. */
    SNAPSHOT_NOT_FOUND(98, Kind.FINAL),
    /** Kafka's 99. */
    POSITION_OUT_OF_RANGE(99, Kind.FINAL),
    /** Kafka's 100. */
    UNKNOWN_TOPIC_ID(100, Kind.METADATA),
    /** Kafka's 101. */
    DUPLICATE_BROKER_REGISTRATION(101, Kind.FINAL),
    /** Kafka's 102. */
    BROKER_ID_NOT_REGISTERED(102, Kind.FINAL),
    /** Kafka's 103. */
    INCONSISTENT_TOPIC_ID(103, Kind.METADATA),
    /** Kafka's 104. */
    INCONSISTENT_CLUSTER_ID(104, Kind.FINAL),
    /** Kafka's 105. */
    TRANSACTIONAL_ID_NOT_FOUND(105, Kind.FINAL),
    /** Kafka's 106. */
    FETCH_SESSION_TOPIC_ID_ERROR(106, Kind.RETRIABLE),
    /** Kafka's 107. */
    INELIGIBLE_REPLICA(107, Kind.FINAL),
    /** Kafka's 108. */
    NEW_LEADER_ELECTED(108, Kind.FINAL),
    /** Kafka's 109. */
    OFFSET_MOVED_TO_TIERED_STORAGE(109, Kind.FINAL),
    /** Kafka's 110. */
    FENCED_MEMBER_EPOCH(110, Kind.FINAL),
    /** Kafka's 111. */
    UNRELEASED_INSTANCE_ID(111, Kind.FINAL),
    /** Kafka's 112. */
    UNSUPPORTED_ASSIGNOR(112, Kind.FINAL),
    /** Kafka's 113. */
    STALE_MEMBER_EPOCH(113, Kind.FINAL),
    /** Kafka's 114. */
    MISMATCHED_ENDPOINT_TYPE(114, Kind.FINAL),
    /** Kafka's 115. */
    UNSUPPORTED_ENDPOINT_TYPE(115, Kind.FINAL),
    /** Kafka's 116. */
    UNKNOWN_CONTROLLER_ID(116, Kind.FINAL),
    /** Kafka's 117. */
    UNKNOWN_SUBSCRIPTION_ID(117, Kind.FINAL),
    /** Kafka's 118. */
    TELEMETRY_TOO_LARGE(118, Kind.FINAL),
    /** Kafka's 119. */
    INVALID_REGISTRATION(119, Kind.FINAL),
    /** Kafka's 120. */
    TRANSACTION_ABORTABLE(120, Kind.FINAL),
    /** Kafka's 121. */
    INVALID_RECORD_STATE(121, Kind.FINAL),
    /** Kafka's 122. */
    SHARE_SESSION_NOT_FOUND(122, Kind.RETRIABLE),
    /** Kafka's 123. */
    INVALID_SHARE_SESSION_EPOCH(123, Kind.RETRIABLE),
    /** Kafka's 124. */
    FENCED_STATE_EPOCH(124, Kind.FINAL),
    /** Kafka's 125. */
    INVALID_VOTER_KEY(125, Kind.FINAL),
    /** Kafka's 126. */
    DUPLICATE_VOTER(126, Kind.FINAL),
    /** Kafka's 127. */
    VOTER_NOT_FOUND(127, Kind.FINAL),
    /** Kafka's 128. */
    INVALID_REGULAR_EXPRESSION(128, Kind.FINAL),
    /** Kafka's 129. */
    REBOOTSTRAP_REQUIRED(129, Kind.FINAL),
    /** Kafka's 130. */
    STREAMS_INVALID_TOPOLOGY(130, Kind.FINAL),
    /** Kafka's 131. */
    STREAMS_INVALID_TOPOLOGY_EPOCH(131, Kind.FINAL),
    /** Kafka's 132. */
    STREAMS_TOPOLOGY_FENCED(132, Kind.FINAL),
    /** Kafka's 133. */
    SHARE_SESSION_LIMIT_REACHED(133, Kind.RETRIABLE),
    /** The delivery timeout passed before the record was acknowledged. Local: never on the wire. */
    DELIVERY_TIMED_OUT(-1001, Kind.FINAL),
    /** The memory for records that wait was full for longer than allowed. Local: never on the wire. */
    BUFFER_EXHAUSTED(-1002, Kind.FINAL),
    /** The producer or the broker was closed before this could be done. Local: never on the wire. */
    CLOSED(-1003, Kind.FINAL),
    /** A configuration value is missing, malformed, or contradicts another. Local: never on the wire. */
    INVALID_SETTING(-1004, Kind.FINAL),
    /** A plug-in is missing, could not be created, or misbehaved. Local: never on the wire. */
    PLUGIN_FAULT(-1005, Kind.FINAL),
    /** No bootstrap server could be reached, or none of them speaks Kafka. Local: never on the wire. */
    BOOTSTRAP_FAILED(-1006, Kind.FINAL),
    /** A serializer threw. Local: never on the wire. */
    SERIALIZATION_FAILED(-1007, Kind.FINAL),
    /** Storage is full, failed, locked by another process, or damaged. Local: never on the wire. */
    STORAGE_FAULT(-1008, Kind.FINAL),
    /** A connection could not be opened, or the name could not be resolved. Local: never on the wire. */
    CONNECTION_FAILED(-1009, Kind.FINAL),
    /** Bytes from outside do not have the form they must have. Local: never on the wire. */
    MALFORMED_INPUT(-1010, Kind.FINAL);

    private enum Kind {
        SUCCESS,
        FINAL,
        RETRIABLE,
        METADATA
    }

    private static final Map<Short, ErrorCode> BY_CODE = byCode();

    private final short code;
    private final Kind kind;

    ErrorCode(int code, Kind kind) {
        this.code = (short) code;
        this.kind = kind;
    }

    /** The number on the wire; below −1000 for an error that never travels. */
    public short code() {
        return code;
    }

    /** Whether the same request may succeed when it is sent again. */
    public boolean retriable() {
        return kind == Kind.RETRIABLE || kind == Kind.METADATA;
    }

    /** Whether the error says that what the client knows of leaders or topics is out of date. */
    public boolean refreshesMetadata() {
        return kind == Kind.METADATA;
    }

    /** Whether this error may appear in a response. */
    public boolean onWire() {
        return code > -1000;
    }

    /** The name as words, for messages to people: {@code not enough replicas}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The error of a wire code, or empty when this version does not know it. */
    public static Optional<ErrorCode> find(short code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** The error of a wire code; {@link #UNKNOWN_SERVER_ERROR} when this version does not know it. */
    public static ErrorCode of(short code) {
        return find(code).orElse(UNKNOWN_SERVER_ERROR);
    }

    private static Map<Short, ErrorCode> byCode() {
        Map<Short, ErrorCode> byCode = new HashMap<>();
        for (ErrorCode error : values()) {
            byCode.put(error.code, error);
        }
        return Map.copyOf(byCode);
    }
}
