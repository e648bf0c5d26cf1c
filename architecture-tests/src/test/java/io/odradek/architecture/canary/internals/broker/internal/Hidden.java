package io.odradek.architecture.canary.internals.broker.internal;

/** Internal to the broker. */
public final class Hidden {}
