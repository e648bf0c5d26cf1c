package io.odradek.storage.mmap;

import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.FileRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A range of a file, which keeps the file open until it is released. */
final class ChannelRange implements FileRange {
    private static final System.Logger LOG = System.getLogger(ChannelRange.class.getName());

    private final SharedFile file;
    private final Path path;
    private final Workers workers;
    private final long positionBytes;
    private final int sizeBytes;
    private final AtomicBoolean released = new AtomicBoolean();

    /** Takes over one hold of {@code file}. */
    ChannelRange(SharedFile file, Path path, Workers workers, long positionBytes, int sizeBytes) {
        this.file = file;
        this.path = path;
        this.workers = workers;
        this.positionBytes = positionBytes;
        this.sizeBytes = sizeBytes;
    }

    @Override
    public int sizeBytes() {
        return sizeBytes;
    }

    @Override
    public int read(int offsetBytes, ByteBuffer target) {
        if (released.get()) {
            throw new IllegalStateException("the range of " + path + " was released");
        }
        Objects.checkIndex(offsetBytes, sizeBytes + 1);
        int wantedBytes = Math.min(target.remaining(), sizeBytes - offsetBytes);
        int limit = target.limit();
        target.limit(target.position() + wantedBytes);
        try {
            return Math.max(0, file.readFully(positionBytes + offsetBytes, target));
        } catch (IOException failure) {
            throw FileWork.named("read", path, failure);
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public Optional<FileChannel> channel() {
        return Optional.of(file.channel());
    }

    @Override
    public long positionBytes() {
        return positionBytes;
    }

    @Override
    public void release() {
        if (!released.compareAndSet(false, true)) {
            throw new IllegalStateException("the range of " + path + " was released twice");
        }
        if (file.release()) {
            // The last close of a deleted file frees its blocks, which can take long: not on the loop that sends.
            workers.submit(
                            () -> {
                                file.close();
                                return null;
                            },
                            Runnable::run)
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            closeHere();
                        }
                    });
        }
    }

    /** The workers are closed: the storage was, too, and no loop is busy any more. */
    private void closeHere() {
        try {
            file.close();
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.WARNING, "closing " + path + " failed; what it held was forced before", failure);
        }
    }
}
