package io.odradek.quorum.ratis;

import org.apache.ratis.util.ExitUtils;

/**
 * Keeps Ratis from ending the process: it calls {@code System.exit} when it cannot listen, and, once it has done so or could have, whenever any
 * thread of the JVM dies of an exception.
 */
final class ExitGuard {
    private ExitGuard() {}

    /** To be called before anything of Ratis is. Idempotent. Leaves the JVM's handler of uncaught exceptions as it was. */
    static synchronized void raise() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        ExitUtils.disableSystemExit();
        ExitUtils.setTerminateOnUncaughtException(false);
        Thread.setDefaultUncaughtExceptionHandler(before);
    }
}
