package io.odradek.benchmarks.race.program;

import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The CRCs of all records that may be in a topic. Immutable. */
public final class Fingerprints {
    private final Set<Long> known = new HashSet<>();

    /** Those of {@code records}, with their keys or without. */
    public Fingerprints(PreparedRecords records, boolean keyed) {
        for (int i = 0; i < records.count(); i++) {
            known.add(crc(keyed ? records.keys()[i] : null, records.values()[i]));
        }
    }

    /** Whether this is one of the records. */
    public boolean matches(byte @Nullable [] key, byte @Nullable [] value) {
        return value != null && known.contains(crc(key, value));
    }

    /** CRC-32C, and above it what it cannot tell: where the key ends. */
    private static long crc(byte @Nullable [] key, byte[] value) {
        CRC32C crc = new CRC32C();
        if (key != null) {
            crc.update(key, 0, key.length);
        }
        crc.update(value, 0, value.length);
        return crc.getValue() | (key == null ? 0L : (long) key.length + 1) << Integer.SIZE;
    }
}
