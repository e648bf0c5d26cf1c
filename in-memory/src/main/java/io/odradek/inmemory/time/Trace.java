package io.odradek.inmemory.time;

/**
 * A running hash (FNV-1a, 64 bits) over everything that happened, the same in every JVM.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class Trace {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long hash = OFFSET_BASIS;

    void add(long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            hash = (hash ^ ((value >>> shift) & 0xFF)) * PRIME;
        }
    }

    void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        hash = (hash ^ text.length()) * PRIME;
    }

    long hash() {
        return hash;
    }
}
