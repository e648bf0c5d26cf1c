package io.odradek.protocol.record;

import io.odradek.api.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Records with all kinds of keys, values, headers and timestamps. */
record RandomRecords(List<Entry> entries) {

    record Entry(long timestampMs, byte[] key, byte[] value, List<Header> headers) {}

    static RandomRecords of(Random random) {
        List<Entry> entries = new ArrayList<>();
        long nowMs = random.nextInt(4) == 0 ? -1 : 1_700_000_000_000L;
        for (int i = 1 + random.nextInt(40); i > 0; i--) {
            List<Header> headers = new ArrayList<>();
            for (int h = Math.max(0, random.nextInt(8) - 4); h > 0; h--) {
                headers.add(new Header("h-ä" + random.nextInt(1000), bytes(random, 30)));
            }
            long timestampMs = nowMs < 0 ? -1 : nowMs + random.nextInt(2_000_000) - 1_000_000;
            entries.add(new Entry(timestampMs, bytes(random, 40), bytes(random, random.nextInt(20) == 0 ? 40_000 : 300), headers));
        }
        return new RandomRecords(entries);
    }

    private static byte[] bytes(Random random, int sizeBytesMax) {
        if (random.nextInt(5) == 0) {
            return null;
        }
        byte[] bytes = new byte[random.nextInt(sizeBytesMax)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(4));
        }
        return bytes;
    }
}
