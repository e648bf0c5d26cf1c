package io.odradek.quorum.local;

/**
 * A command and where it stands.
 *
 * <p>Immutable; nobody changes its bytes.
 */
record LoggedCommand(long index, byte[] bytes) {}
