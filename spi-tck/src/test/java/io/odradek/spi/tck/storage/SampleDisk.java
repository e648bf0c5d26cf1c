package io.odradek.spi.tck.storage;

import io.odradek.api.StorageException;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.StorageNames;
import java.util.Arrays;
import java.util.TreeMap;

/** What a sample storage keeps; a loss of power takes everything that was not forced. Used under its monitor. */
final class SampleDisk implements CrashModel, FaultModel {
    final String name;
    final TreeMap<String, Names> folders = new TreeMap<>();
    private final Defect defect;
    boolean held;
    int process;
    int openCount;
    boolean forceFails;
    boolean appendFails;
    private long spaceBytes = Long.MAX_VALUE;

    SampleDisk(String name, Defect defect) {
        this.name = name;
        this.defect = defect;
        folders.put(LogStorage.ROOT, new Names());
    }

    boolean has(Defect suspected) {
        return defect == suspected;
    }

    @Override
    public synchronized void crashProcess() {
        process++;
        openCount = 0;
        held = false;
        if (has(Defect.S3_APPENDS_DIE_WITH_THE_PROCESS)) {
            folders.values().forEach(names -> names.now.values().forEach(Content::revert));
        }
    }

    @Override
    public synchronized void losePower(RandomSource random) {
        crashProcess();
        folders.values().forEach(names -> {
            names.now.clear();
            names.now.putAll(names.forced);
            names.now.values().forEach(Content::revert);
        });
    }

    @Override
    public synchronized void leaveSpace(long sizeBytes) {
        spaceBytes = sizeBytes;
    }

    @Override
    public synchronized void failNextForce() {
        forceFails = true;
    }

    @Override
    public synchronized void failNextAppend() {
        appendFails = true;
    }

    void takeSpace(long sizeBytes, String what) {
        if (sizeBytes > spaceBytes && !has(Defect.S6_PREPARE_PROMISES_SPACE_THERE_IS_NOT)) {
            throw new StorageException("no space for " + sizeBytes + " bytes in " + what);
        }
    }

    void force(Content content, String what) {
        if (forceFails) {
            forceFails = false;
            throw new StorageException("forcing " + what + " failed");
        }
        if (!has(Defect.S4_FORCE_DOES_NOTHING)) {
            content.force();
        }
    }

    void check(String fileName) {
        if (!has(Defect.S14_NAMES_ARE_NOT_CHECKED)) {
            StorageNames.requireInside(fileName);
        }
    }

    /** A folder's names, and those that were forced. */
    static final class Names {
        final TreeMap<String, Content> now = new TreeMap<>();
        final TreeMap<String, Content> forced = new TreeMap<>();
    }

    /** A file's bytes, and those that were forced. */
    static final class Content {
        byte[] bytes = new byte[0];
        private byte[] forced = new byte[0];

        void resize(int sizeBytes) {
            bytes = Arrays.copyOf(bytes, sizeBytes);
        }

        void force() {
            forced = bytes.clone();
        }

        void revert() {
            bytes = forced.clone();
        }
    }
}
