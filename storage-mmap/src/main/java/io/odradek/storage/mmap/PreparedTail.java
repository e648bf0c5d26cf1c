package io.odradek.storage.mmap;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The mapped parts of a segment that appends go to, one behind the other.
 *
 * <p>Confined to the event loop of its segment, which is the only one that stores. A part that is full is retired at once.
 */
final class PreparedTail {
    private final Queue<Mapping> following = new ArrayDeque<>();
    private final Consumer<Mapping> retire;
    private @Nullable Mapping current;
    private int currentBytes;

    /** {@code retire} takes a full part over, to unmap it. */
    PreparedTail(Consumer<Mapping> retire) {
        this.retire = retire;
    }

    /** Puts a part behind the others. */
    void add(Mapping part) {
        if (current == null) {
            current = part;
            currentBytes = 0;
        } else {
            following.add(part);
        }
    }

    /** Copies all that remains of {@code source}, for which there must be room. */
    void append(ByteBuffer source) {
        int from = source.position();
        int remainingBytes = source.remaining();
        while (remainingBytes > 0) {
            Mapping part = current;
            if (part == null) {
                throw new IllegalStateException(remainingBytes + " bytes do not fit into what was prepared");
            }
            int copiedBytes = Math.min(remainingBytes, part.sizeBytes() - currentBytes);
            part.put(currentBytes, source, from, copiedBytes);
            from += copiedBytes;
            remainingBytes -= copiedBytes;
            currentBytes += copiedBytes;
            if (currentBytes == part.sizeBytes()) {
                current = following.poll();
                currentBytes = 0;
                retire.accept(part);
            }
        }
        source.position(from);
    }

    /** Hands over every part, to be unmapped. */
    List<Mapping> takeAll() {
        List<Mapping> parts = new ArrayList<>(following);
        following.clear();
        if (current != null) {
            parts.add(0, current);
            current = null;
        }
        return parts;
    }
}
