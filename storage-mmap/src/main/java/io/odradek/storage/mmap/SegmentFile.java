package io.odradek.storage.mmap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is done to a segment's file: blocking, for workers.
 *
 * <p>Thread-safe, as far as the segment's order of work keeps shortening and closing alone.
 */
final class SegmentFile {
    private final SharedFile shared;
    private final ZeroFill zeroFill;
    private volatile Path path;

    private SegmentFile(SharedFile shared, ZeroFill zeroFill, Path path) {
        this.shared = shared;
        this.zeroFill = zeroFill;
        this.path = path;
    }

    static SegmentFile createNew(Path path, ZeroFill zeroFill) throws IOException {
        return open(path, zeroFill, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    static SegmentFile openExisting(Path path, ZeroFill zeroFill) throws IOException {
        return open(path, zeroFill, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    private static SegmentFile open(Path path, ZeroFill zeroFill, Set<StandardOpenOption> options) throws IOException {
        return new SegmentFile(new SharedFile(FileChannel.open(path, options)), zeroFill, path);
    }

    Path path() {
        return path;
    }

    void renamed(Path newPath) {
        path = newPath;
    }

    SharedFile shared() {
        return shared;
    }

    long sizeBytes() throws IOException {
        return shared.channel().size();
    }

    int read(long positionBytes, ByteBuffer target) throws IOException {
        return shared.readFully(positionBytes, target);
    }

    /** Makes the file longer, with space behind every byte, and maps the new part. On failure nothing is mapped. */
    List<Mapping> fillAndMap(long fromBytes, long untilBytes) throws IOException {
        zeroFill.fill(shared.channel(), fromBytes, untilBytes);
        List<Mapping> parts = new ArrayList<>();
        for (long at = fromBytes; at < untilBytes; at += Mapping.SIZE_BYTES_MAX) {
            try {
                parts.add(Mapping.ofFilledPart(shared.channel(), at, Math.min(Mapping.SIZE_BYTES_MAX, untilBytes - at)));
            } catch (IOException | RuntimeException failure) {
                parts.forEach(Mapping::unmap);
                throw failure;
            }
        }
        return parts;
    }

    /** Forces the content, whichever way it was stored: a file and its mappings share their pages. */
    void force() throws IOException {
        shared.channel().force(false);
    }

    /** Unmaps what is mapped, and only then cuts the file to its length, and forces it. */
    void shorten(List<Mapping> mapped, long lengthBytes) throws IOException {
        mapped.forEach(Mapping::unmap);
        if (sizeBytes() > lengthBytes) {
            shared.channel().truncate(lengthBytes);
        }
        shared.channel().force(true);
    }

    /** Lets go of the segment's hold; the file is closed when no range holds it either. */
    void letGo() throws IOException {
        if (shared.release()) {
            shared.close();
        }
    }
}
