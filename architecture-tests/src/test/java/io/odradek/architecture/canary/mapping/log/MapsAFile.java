package io.odradek.architecture.canary.mapping.log;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** Maps a file. */
final class MapsAFile {
    int firstByte(FileChannel file) throws IOException {
        return file.map(FileChannel.MapMode.READ_ONLY, 0, 1).get(0);
    }
}
