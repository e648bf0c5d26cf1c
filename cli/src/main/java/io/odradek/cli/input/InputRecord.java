package io.odradek.cli.input;

import org.jspecify.annotations.Nullable;

/**
 * A key and a value as they stand in the input.
 *
 * <p>Immutable as long as nobody changes the arrays, which are the receiver's.
 *
 * @param key the key's bytes, or null when the input has none
 * @param value the value's bytes
 */
public record InputRecord(byte @Nullable [] key, byte[] value) {}
