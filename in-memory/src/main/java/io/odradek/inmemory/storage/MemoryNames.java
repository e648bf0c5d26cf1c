package io.odradek.inmemory.storage;

import io.odradek.spi.runtime.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder's names: as a running process sees them, and as they were when the folder was forced.
 *
 * <p>Caller synchronises, on the disk.
 */
final class MemoryNames {
    private final TreeMap<String, MemoryFile> files = new TreeMap<>();
    private final TreeMap<String, MemoryFile> forced = new TreeMap<>();
    private final List<Change> unforced = new ArrayList<>();

    /** Every name with its file, ascending. */
    TreeMap<String, MemoryFile> files() {
        return files;
    }

    @Nullable MemoryFile find(String name) {
        return files.get(name);
    }

    void bind(String name, MemoryFile file) {
        change(names -> names.put(name, file));
    }

    void unbind(String name, MemoryFile file) {
        change(names -> names.remove(name, file));
    }

    /** One change: no crash shows the file under both names or under none. */
    void move(String from, String to, MemoryFile file) {
        change(names -> {
            names.remove(from, file);
            names.put(to, file);
        });
    }

    private void change(Change change) {
        change.apply(files);
        unforced.add(change);
    }

    void force() {
        forced.clear();
        forced.putAll(files);
        unforced.clear();
    }

    /**
     * Keeps what was forced, and of the changes since then some: a first part of them, as a journal would, or any of them, as nothing
     * forbids.
     */
    void losePower(RandomSource random) {
        files.clear();
        files.putAll(forced);
        boolean journal = random.nextInt(2) == 0;
        int journalLength = random.nextInt(unforced.size() + 1);
        for (int i = 0; i < unforced.size(); i++) {
            if (journal ? i < journalLength : random.nextInt(2) == 0) {
                unforced.get(i).apply(files);
            }
        }
        force();
        files.values().forEach(file -> file.losePower(random));
    }

    @FunctionalInterface
    private interface Change {
        void apply(TreeMap<String, MemoryFile> names);
    }
}
