package io.odradek.client;

/** For how long nobody has told of the cluster though somebody was asked (KIP-1102). Confined to the event loop. */
final class Outage {
    private final long overdueNs;
    private boolean begun;
    private long beganAtNs;

    Outage(long overdueNs) {
        this.overdueNs = overdueNs;
    }

    /** Somebody is asked. */
    void asked(long nowNs) {
        if (!begun) {
            begun = true;
            beganAtNs = nowNs;
        }
    }

    /** Somebody answered, or it is begun anew. */
    void over() {
        begun = false;
    }

    /** Whether it has lasted too long. */
    boolean isOverdue(long nowNs) {
        return begun && nowNs - beganAtNs >= overdueNs;
    }
}
