package io.odradek.quorum.ratis;

import io.odradek.api.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file in which Ratis keeps the term and this member's vote in it. Ratis 3.3 puts an empty one in its place when the disk is full.
 *
 * <p>Blocking. Without it a member could vote twice in one term, and so must not go on from its files.
 */
final class VoteFile {
    static final String NAME = "raft-meta";

    private VoteFile() {}

    /**
     * Looks at the file in the folder {@code current} of a group; a new member has none.
     *
     * @throws StorageException when it is empty
     */
    static void check(Path current) throws IOException {
        Path file = current.resolve(NAME);
        if (Files.exists(file) && Files.size(file) == 0) {
            throw new StorageException("the file " + file + ", which says for whom this member voted, is empty, as a full disk leaves it."
                    + " Make room on the disk. " + Advice.FRESH_MEMBER);
        }
    }
}
