package io.odradek.storage.mmap;

import io.odradek.spi.runtime.Workers;
import java.util.function.Consumer;

/**
 * What the segments of a folder work with.
 *
 * <p>Immutable.
 *
 * @param workers what the storage was created with
 * @param work work on files, completing on the folder's loop
 * @param zeroFill fills what is prepared
 * @param onSegmentClosed told on the loop about each segment that was closed
 */
record FolderTools(Workers workers, FileWork work, ZeroFill zeroFill, Consumer<MmapSegment> onSegmentClosed) {}
