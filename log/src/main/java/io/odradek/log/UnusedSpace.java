package io.odradek.log;

import io.odradek.spi.storage.Segment;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * Tells space that was prepared and never used from bytes that were lost: it is zero to the end of the file.
 *
 * <p>Confined to the log's event loop; futures complete there. One look is taken once.
 */
final class UnusedSpace {
    private static final int CHUNK_SIZE_BYTES = 64 * 1024;

    private final Segment file;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_SIZE_BYTES);

    UnusedSpace(Segment file) {
        this.file = file;
    }

    /** Whether there is nothing but zeros from {@code positionBytes} on. */
    CompletableFuture<Boolean> reachesFrom(long positionBytes) {
        return file.readForRecovery(positionBytes, chunk.clear()).thenCompose(readBytes -> {
            if (readBytes <= 0) {
                return CompletableFuture.completedFuture(true);
            }
            return chunk.flip().mismatch(ByteBuffer.allocate(readBytes)) >= 0
                    ? CompletableFuture.completedFuture(false)
                    : reachesFrom(positionBytes + readBytes);
        });
    }
}
