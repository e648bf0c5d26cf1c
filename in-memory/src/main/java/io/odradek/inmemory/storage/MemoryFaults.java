package io.odradek.inmemory.storage;

import io.odradek.api.StorageException;

/**
 * What a disk is told to fail at.
 *
 * <p>Caller synchronises, on the disk.
 */
final class MemoryFaults {
    long sizeBytesMax = Long.MAX_VALUE;
    boolean forceFails;
    boolean appendFails;
    boolean readsFail;

    void onForce(String what) {
        if (forceFails) {
            forceFails = false;
            throw new StorageException("forcing " + what + " failed: the disk reported an error");
        }
    }

    void onAppend(String what) {
        if (appendFails) {
            appendFails = false;
            throw new StorageException("storing into " + what + " failed: the disk reported an error");
        }
    }

    void onRead(String what) {
        if (readsFail) {
            throw new StorageException("reading " + what + " failed: the disk reported an error");
        }
    }
}
