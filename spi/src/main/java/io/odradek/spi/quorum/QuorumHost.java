package io.odradek.spi.quorum;

import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import java.nio.file.Path;

/**
 * What a member of a quorum lives on. Whoever makes the parts closes them, after the member.
 *
 * <p>Immutable.
 *
 * @param loop where the machine is called and futures complete
 * @param workers for what blocks
 * @param storage the member's data directory, open before {@link MetadataQuorum#start}; a quorum that keeps its files through it uses one
 *     folder that is called {@link #FOLDER}
 * @param directory the same directory, for a quorum that keeps files by itself, under a folder that is called {@link #FOLDER}; on a storage
 *     that is not durable it does not exist
 */
public record QuorumHost(EventLoop loop, Workers workers, LogStorage storage, Path directory) {
    /** The folder of a data directory that belongs to the quorum. */
    public static final String FOLDER = "quorum";
}
