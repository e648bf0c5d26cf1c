package io.odradek.inmemory.storage;

import io.odradek.spi.storage.FileRange;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A range of a file in memory; it has no channel, so senders read it. */
final class MemoryRange implements FileRange {
    private final MemorySession session;
    private final MemoryFile file;
    private final String path;
    private final long positionBytes;
    private final int sizeBytes;
    private final AtomicBoolean released = new AtomicBoolean();

    MemoryRange(MemorySession session, MemoryFile file, String path, long positionBytes, int sizeBytes) {
        this.session = session;
        this.file = file;
        this.path = path;
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
        synchronized (session.disk()) {
            session.disk().requireAlive(session.process());
            session.disk().faults().onRead(path);
            return file.read(positionBytes + offsetBytes, positionBytes + sizeBytes, target);
        }
    }

    @Override
    public Optional<FileChannel> channel() {
        return Optional.empty();
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
        session.disk().rangeReleased(session.process());
    }
}
