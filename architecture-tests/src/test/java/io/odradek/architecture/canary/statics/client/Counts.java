package io.odradek.architecture.canary.statics.client;

import java.util.concurrent.atomic.AtomicLong;

/** Two engines meet here. */
final class Counts {
    static final AtomicLong COUNT = new AtomicLong();

    private Counts() {}
}
