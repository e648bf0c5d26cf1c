package io.odradek.architecture.canary.guava.broker;

import com.google.common.collect.ImmutableList;

/** Uses what Guice brings. */
interface KnowsGuava {
    ImmutableList<String> list();
}
