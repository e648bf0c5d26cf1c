package io.odradek.inmemory.storage;

import io.odradek.api.StorageException;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.storage.LogStorage;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory, for tests to crash, fill and break, and to look into.
 *
 * <p>Thread-safe. What uses it belongs to one process, which dies at {@link #crashProcess} and {@link #losePower}: its handles fail from
 * then on, and the disk can be opened again.
 */
public final class MemoryDisk {
    private final String name;
    private final TreeMap<String, MemoryNames> folders = new TreeMap<>();
    private final MemoryFaults faults = new MemoryFaults();
    private long processCount;
    private boolean held;
    private int openRangeCount;
    private int openSegmentCount;

    MemoryDisk(String name) {
        this.name = name;
        folders.put(LogStorage.ROOT, new MemoryNames());
    }

    /** The process dies: everything it did is there, nothing it holds works any more. */
    public synchronized void crashProcess() {
        processCount++;
        faults.forgetDeaths();
        held = false;
        openRangeCount = 0;
        openSegmentCount = 0;
    }

    /** The machine dies: what was forced is there, and of what was not, some pieces and some names, as {@code random} has it. */
    public synchronized void losePower(RandomSource random) {
        crashProcess();
        folders.values().forEach(names -> names.losePower(random));
    }

    /** From now on all files together may have so many bytes; what they have already stays. {@code Long.MAX_VALUE}: no limit. */
    public synchronized void limitSpace(long sizeBytesMax) {
        faults.sizeBytesMax = sizeBytesMax;
    }

    /** The next force, of a segment, a small file or a folder, fails. */
    public synchronized void failNextForce() {
        faults.forceFails = true;
    }

    /** The next append fails while it stores. */
    public synchronized void failNextAppend() {
        faults.appendFails = true;
    }

    /**
     * In the next append the process dies when only a first part of the bytes is stored, as when it is killed while it copies. {@code death}
     * has to end it, and to call {@link #crashProcess}; it is called on the thread of the append, which then fails. A process that ends before
     * its next append takes the wish with it.
     *
     * @param storedShare how much is stored by then, from 0 to 1
     */
    public synchronized void dieInNextAppend(double storedShare, Runnable death) {
        faults.deathInAppend = new MemoryFaults.DeathInAppend(storedShare, death);
    }

    /**
     * When a file or folder whose path is {@code of} is about to be forced next, the process dies, and the force does nothing. {@code death} has to
     * end it, and to call {@link #crashProcess} or {@link #losePower}; it is called on the thread of the force, which then fails.
     */
    public synchronized void dieBeforeForce(Predicate<String> of, Runnable death) {
        faults.deathBeforeForce = new MemoryFaults.DeathBeforeForce(of, death);
    }

    /** Takes back {@link #dieInNextAppend} and {@link #dieBeforeForce}, if what they wait for did not come. */
    public synchronized void survive() {
        faults.forgetDeaths();
    }

    /** Whether reads fail from now on. */
    public synchronized void failReads(boolean fail) {
        faults.readsFail = fail;
    }

    /** Ends every fault and every limit that was asked for; what they did stays done. */
    public synchronized void mend() {
        faults.clear();
    }

    /** How many ranges are leased and not released. */
    public synchronized int openRangeCount() {
        return openRangeCount;
    }

    /** How many segments are open. */
    public synchronized int openSegmentCount() {
        return openSegmentCount;
    }

    /** Whether a storage holds this disk. */
    public synchronized boolean isHeld() {
        return held;
    }

    /** The bytes of all files together. */
    public synchronized long usedBytes() {
        return folders.values().stream()
                .flatMap(names -> names.files().values().stream())
                .mapToLong(MemoryFile::sizeBytes)
                .sum();
    }

    String name() {
        return name;
    }

    /** Takes the disk; the number of the process that has it now. */
    synchronized long take() {
        if (held) {
            throw new StorageException("the directory " + name + " is open in another storage; close that one first");
        }
        held = true;
        return processCount;
    }

    synchronized void letGo(long process) {
        if (process == processCount) {
            held = false;
        }
    }

    /** Called with the monitor held. */
    void requireAlive(long process) {
        if (process != processCount) {
            throw new StorageException("the process that used the directory " + name + " has died");
        }
    }

    /** Called with the monitor held. */
    MemoryFaults faults() {
        return faults;
    }

    /** Called with the monitor held. */
    void requireSpace(long moreBytes, String what) {
        // Summing up is for disks that have a limit.
        if (faults.sizeBytesMax != Long.MAX_VALUE && moreBytes > 0 && usedBytes() > faults.sizeBytesMax - moreBytes) {
            throw new StorageException(
                    "no space for " + moreBytes + " bytes more in " + what + ": the disk " + name + " is full");
        }
    }

    /** Called with the monitor held. */
    void rangeOpened() {
        openRangeCount++;
    }

    synchronized void rangeReleased(long process) {
        openRangeCount -= process == processCount ? 1 : 0;
    }

    /** Called with the monitor held. */
    void segmentOpened() {
        openSegmentCount++;
    }

    /** Called with the monitor held. */
    void segmentClosed() {
        openSegmentCount--;
    }

    synchronized @Nullable MemoryNames find(long process, String folder) {
        requireAlive(process);
        return folders.get(folder);
    }

    synchronized MemoryNames findOrCreate(long process, String folder) {
        requireAlive(process);
        return folders.computeIfAbsent(folder, absent -> new MemoryNames());
    }

    synchronized List<String> list(long process) {
        requireAlive(process);
        return folders.keySet().stream()
                .filter(folder -> !folder.equals(LogStorage.ROOT))
                .toList();
    }

    synchronized void delete(long process, String folder) {
        requireAlive(process);
        folders.remove(folder);
    }

    synchronized void rename(long process, String from, String to) {
        requireAlive(process);
        MemoryNames names = folders.get(from);
        if (names == null) {
            throw new StorageException("cannot rename the folder '" + from + "' of " + name + ": it does not exist");
        }
        if (folders.containsKey(to)) {
            throw new StorageException("cannot rename the folder '" + from + "' of " + name + ": '" + to + "' exists already");
        }
        folders.remove(from);
        folders.put(to, names);
    }
}
