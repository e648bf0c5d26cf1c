package io.odradek.architecture.canary.names.client;

/** Says nothing of what it does. */
final class ConnectionManager {}
