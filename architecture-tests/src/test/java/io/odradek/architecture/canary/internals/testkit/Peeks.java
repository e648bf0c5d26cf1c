package io.odradek.architecture.canary.internals.testkit;

import io.odradek.architecture.canary.internals.broker.internal.Hidden;

/** Looks into another module's inside. */
interface Peeks {
    Hidden hidden();
}
