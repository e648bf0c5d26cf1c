package io.odradek.partitioners;

import java.util.zip.CRC32;

/** How a key's bytes become a partition, exactly as another client does it. Immutable. */
enum KeyHash {
    /** Kafka's Java client: the low 31 bits of murmur2. */
    MURMUR2 {
        @Override
        int hash(byte[] key) {
            return murmur2(key);
        }

        @Override
        int partition(byte[] key, int partitionCount) {
            return (murmur2(key) & Integer.MAX_VALUE) % partitionCount;
        }
    },
    /** librdkafka: the CRC-32 of IEEE 802.3, unsigned. */
    CRC32 {
        @Override
        int hash(byte[] key) {
            CRC32 crc = new CRC32();
            crc.update(key);
            return (int) crc.getValue();
        }

        @Override
        int partition(byte[] key, int partitionCount) {
            return Integer.remainderUnsigned(hash(key), partitionCount);
        }
    },
    /** Sarama and librdkafka: FNV-1a of 32 bits, made positive by negation. */
    FNV1A {
        @Override
        int hash(byte[] key) {
            int hash = FNV_OFFSET;
            for (byte next : key) {
                hash = (hash ^ Byte.toUnsignedInt(next)) * FNV_PRIME;
            }
            return hash < 0 ? -hash : hash;
        }

        @Override
        int partition(byte[] key, int partitionCount) {
            // The one hash that negation leaves negative is sent where its remainder's amount says, as Sarama does.
            return Math.abs(hash(key) % partitionCount);
        }
    };

    private static final int FNV_OFFSET = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;
    private static final int MURMUR_SEED = 0x9747b28c;
    private static final int MURMUR_MULTIPLIER = 0x5bd1e995;
    private static final int MURMUR_SHIFT = 24;

    /** The hash itself. */
    abstract int hash(byte[] key);

    /** The partition of a key. */
    abstract int partition(byte[] key, int partitionCount);

    /** MurmurHash2 (Austin Appleby), 32 bits, with the seed of Kafka's client. */
    private static int murmur2(byte[] key) {
        int hash = MURMUR_SEED ^ key.length;
        int tail = key.length & ~3;
        for (int at = 0; at < tail; at += 4) {
            int word = littleEndian(key, at, 4) * MURMUR_MULTIPLIER;
            word = (word ^ (word >>> MURMUR_SHIFT)) * MURMUR_MULTIPLIER;
            hash = (hash * MURMUR_MULTIPLIER) ^ word;
        }
        if (tail < key.length) {
            hash = (hash ^ littleEndian(key, tail, key.length - tail)) * MURMUR_MULTIPLIER;
        }
        hash = (hash ^ (hash >>> 13)) * MURMUR_MULTIPLIER;
        return hash ^ (hash >>> 15);
    }

    private static int littleEndian(byte[] bytes, int at, int count) {
        int word = 0;
        for (int i = 0; i < count; i++) {
            word |= Byte.toUnsignedInt(bytes[at + i]) << (8 * i);
        }
        return word;
    }
}
