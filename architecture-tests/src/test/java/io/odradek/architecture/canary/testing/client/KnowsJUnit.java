package io.odradek.architecture.canary.testing.client;

import org.junit.jupiter.api.TestInfo;

/** A test in a library. */
interface KnowsJUnit {
    TestInfo info();
}
