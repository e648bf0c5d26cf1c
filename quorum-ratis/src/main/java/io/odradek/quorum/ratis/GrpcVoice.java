package io.odradek.quorum.ratis;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps the gRPC inside Ratis quiet: it speaks through java.util.logging, which prints by default, and Ratis logs all that matters anyway.
 *
 * <p>Thread-safe.
 */
final class GrpcVoice {
    /** Held here, because a logger that nobody holds forgets its level. */
    private static final Logger GRPC = Logger.getLogger("org.apache.ratis.thirdparty.io.grpc");

    private GrpcVoice() {}

    /** Leaves out what is below a warning, unless somebody asked for it. */
    static void lower() {
        if (GRPC.getLevel() == null) {
            GRPC.setLevel(Level.WARNING);
        }
    }
}
