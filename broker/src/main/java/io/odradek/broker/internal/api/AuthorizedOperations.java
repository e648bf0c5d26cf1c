package io.odradek.broker.internal.api;

/** What a client may do (KIP-430), as bits by Kafka's numbers of operations: everything, since nothing is protected. */
final class AuthorizedOperations {
    /** Not asked for. */
    static final int NOT_ASKED = Integer.MIN_VALUE;
    /** Read, write, create, delete, alter, describe, describe and alter configurations. */
    static final int TOPIC = bits(3, 4, 5, 6, 7, 8, 10, 11);
    /** Create, alter, describe, cluster action, describe and alter configurations, idempotent write. */
    static final int CLUSTER = bits(5, 7, 8, 9, 10, 11, 12);

    private AuthorizedOperations() {}

    private static int bits(int... operations) {
        int bits = 0;
        for (int operation : operations) {
            bits |= 1 << operation;
        }
        return bits;
    }
}
