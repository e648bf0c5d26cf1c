package io.odradek.log.directory;

import io.odradek.spi.runtime.RandomSource;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** UUIDs as Kafka prints them: 22 characters of URL-safe Base64. Immutable. */
final class KafkaUuids {
    private KafkaUuids() {}

    static String print(UUID id) {
        ByteBuffer bytes = ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** A new one that does not look like an option on a command line. */
    static String next(RandomSource random) {
        String printed = print(random.nextUuid());
        while (printed.startsWith("-")) {
            printed = print(random.nextUuid());
        }
        return printed;
    }
}
