package io.odradek.transport.netty;

import io.netty.channel.DefaultFileRegion;
import io.odradek.spi.storage.FileRange;
import java.nio.channels.FileChannel;

/**
 * A range of a storage's file that goes to the socket without a copy. The file stays open: it is the storage's.
 *
 * <p>Confined to the event loop. The range is the send's to release.
 */
final class RangeRegion extends DefaultFileRegion {
    RangeRegion(FileChannel channel, FileRange range) {
        super(channel, range.positionBytes(), range.sizeBytes());
    }

    @Override
    protected void deallocate() {
        // Nothing is owned here.
    }
}
