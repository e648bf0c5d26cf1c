package io.odradek.spi.storage;

/**
 * A file in a folder.
 *
 * <p>Immutable.
 *
 * @param name its name
 * @param sizeBytes its length, with a prepared tail if it has one
 */
public record StoredFile(String name, long sizeBytes) {}
