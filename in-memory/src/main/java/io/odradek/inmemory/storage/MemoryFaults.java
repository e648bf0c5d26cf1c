package io.odradek.inmemory.storage;

import io.odradek.api.StorageException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
    @Nullable DeathInAppend deathInAppend;
    @Nullable DeathBeforeForce deathBeforeForce;

    /**
     * The end of a process while it copies.
     *
     * @param storedShare how much of the bytes is stored by then, from 0 to 1
     * @param death ends it
     */
    record DeathInAppend(double storedShare, Runnable death) {
        int storedBytes(int sizeBytes) {
            return (int) (storedShare * sizeBytes);
        }
    }

    /**
     * The end of a process when it is about to force.
     *
     * @param of whether it ends at the force of a file or folder
     * @param death ends it
     */
    record DeathBeforeForce(Predicate<String> of, Runnable death) {}

    void clear() {
        sizeBytesMax = Long.MAX_VALUE;
        forceFails = false;
        appendFails = false;
        readsFail = false;
        forgetDeaths();
    }

    void forgetDeaths() {
        deathInAppend = null;
        deathBeforeForce = null;
    }

    void onForce(String what) {
        DeathBeforeForce dying = deathBeforeForce;
        if (dying != null && dying.of.test(what)) {
            deathBeforeForce = null;
            dying.death.run();
            throw new StorageException("the process died before it forced " + what);
        }
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

    /** What ends the process in this append; null if it goes on. */
    @Nullable DeathInAppend takeDeathInAppend() {
        DeathInAppend taken = deathInAppend;
        deathInAppend = null;
        return taken;
    }

    void onRead(String what) {
        if (readsFail) {
            throw new StorageException("reading " + what + " failed: the disk reported an error");
        }
    }
}
