package io.odradek.spi.runtime;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Unpredictable identities, fast numbers. */
enum SystemRandom implements RandomSource {
    INSTANCE;

    private final SecureRandom identities = new SecureRandom();

    @Override
    public long nextLong() {
        return ThreadLocalRandom.current().nextLong();
    }

    @Override
    public UUID nextUuid() {
        byte[] bits = new byte[16];
        identities.nextBytes(bits);
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bits);
        long high = (buffer.getLong() & ~0xF000L) | 0x4000L;
        long low = (buffer.getLong() & ~(0xC0L << 56)) | (0x80L << 56);
        return new UUID(high, low);
    }
}
