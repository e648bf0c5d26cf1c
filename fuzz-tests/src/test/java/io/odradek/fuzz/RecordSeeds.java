package io.odradek.fuzz;

import io.odradek.protocol.record.RecordBatch;
import io.odradek.spi.compression.CompressionCodec;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Record batches and compressed bytes: sound ones, ones that lie, and bombs. */
final class RecordSeeds {
    private static final int SOUND = 0;
    private static final int BOMB_SIZE_BYTES = 200_000;
    private static final int LENGTH = 8;
    private static final int MAGIC = 16;
    private static final int CRC = 17;
    private static final int ATTRIBUTES_LOW_BYTE = 22;
    private static final int LAST_OFFSET_DELTA = 23;
    private static final int RECORD_COUNT = 57;
    private static final String[] CODEC_NAMES = {"none", "gzip", "snappy", "lz4", "zstd"};

    private RecordSeeds() {}

    static Seeds records() {
        Seeds seeds = new Seeds();
        seeds.add("one-record", RecordsTarget.input(SOUND, Samples.batch(1)));
        seeds.add("many-records", RecordsTarget.input(RecordsTarget.REPAIR_CRC, Samples.batch(40)));
        seeds.add("idempotent", RecordsTarget.input(SOUND, Samples.batch(3, 1000, 5)));
        seeds.add("two-batches", RecordsTarget.input(SOUND, joined(Samples.batch(2), Samples.batch(3))));
        ByteBuffer whole = Samples.batch(7);
        seeds.add("cut-in-header", RecordsTarget.input(SOUND, whole.slice(0, 40)));
        seeds.add("cut-in-records", RecordsTarget.input(SOUND, whole.slice(0, whole.limit() - 9)));
        seeds.add("whole-and-a-part", RecordsTarget.input(SOUND, joined(whole, whole.slice(0, 70))));
        for (CompressionCodec codec : Codecs.ALL) {
            String name = CODEC_NAMES[codec.id()];
            seeds.add(name, RecordsTarget.input(RecordsTarget.REPAIR_CRC, Samples.batch(20, codec)));
            seeds.add(name + "-bomb", RecordsTarget.input(SOUND, Samples.bomb(BOMB_SIZE_BYTES, codec)));
            seeds.add(name + "-count-lies", changed(Samples.batch(20, codec), batch -> batch.putInt(RECORD_COUNT, Integer.MAX_VALUE)
                    .putInt(LAST_OFFSET_DELTA, Integer.MAX_VALUE - 1)));
        }
        addLies(seeds);
        return seeds;
    }

    private static void addLies(Seeds seeds) {
        seeds.add("wrong-crc", RecordsTarget.input(SOUND, Samples.batch(2).putInt(CRC, 1)));
        seeds.add("length-lies", RecordsTarget.input(SOUND, Samples.batch(2).putInt(LENGTH, Integer.MAX_VALUE)));
        seeds.add("length-is-negative", RecordsTarget.input(SOUND, Samples.batch(2).putInt(LENGTH, -1)));
        seeds.add("length-leaves-no-header", RecordsTarget.input(SOUND, Samples.batch(2).putInt(LENGTH, 48)));
        seeds.add("older-format", RecordsTarget.input(SOUND, Samples.batch(2).put(MAGIC, (byte) 1)));
        seeds.add("count-lies", changed(Samples.batch(2), batch -> batch.putInt(RECORD_COUNT, Integer.MAX_VALUE)));
        seeds.add("count-is-one-too-many", changed(Samples.batch(2), batch -> batch.putInt(RECORD_COUNT, 3).putInt(LAST_OFFSET_DELTA, 2)));
        seeds.add("count-is-one-too-few", changed(Samples.batch(2), batch -> batch.putInt(RECORD_COUNT, 1).putInt(LAST_OFFSET_DELTA, 0)));
        seeds.add("count-is-negative", changed(Samples.batch(2), batch -> batch.putInt(RECORD_COUNT, -2)));
        seeds.add("append-time", changed(Samples.batch(2), batch -> batch.put(ATTRIBUTES_LOW_BYTE, (byte) 8)));
        seeds.add("control", changed(Samples.batch(2), batch -> batch.put(ATTRIBUTES_LOW_BYTE, (byte) 0x20)));
        for (int codec = 1; codec <= 7; codec++) {
            byte attributes = (byte) codec;
            seeds.add("plain-as-codec-" + codec, changed(Samples.batch(2), batch -> batch.put(ATTRIBUTES_LOW_BYTE, attributes)));
        }
        // Length, attributes, timestamp delta, offset delta, key, value, header count.
        addRecord(seeds, "record-smallest", "0c" + "00" + "00" + "00" + "01" + "01" + "00");
        addRecord(seeds, "record-length-of-five-bytes", "8c80808000" + "00" + "00" + "00" + "01" + "01" + "00");
        addRecord(seeds, "record-length-of-33-bits", "ffffffff1f" + "00" + "00" + "00" + "01" + "01" + "00");
        addRecord(seeds, "record-length-is-negative", "0d" + "00" + "00" + "00" + "01" + "01" + "00");
        addRecord(seeds, "record-length-lies", "feffffff0f" + "00" + "00" + "00" + "01" + "01" + "00");
        addRecord(seeds, "record-timestamp-of-ten-bytes", "1e" + "00" + "ffffffffffffffffff01" + "00" + "01" + "01" + "00");
        addRecord(seeds, "record-timestamp-of-eleven-bytes", "20" + "00" + "ffffffffffffffffffff01" + "00" + "01" + "01" + "00");
        addRecord(seeds, "record-offset-lies", "0c" + "00" + "00" + "02" + "01" + "01" + "00");
        addRecord(seeds, "record-key-lies", "0c" + "00" + "00" + "00" + "feffffff0f" + "01" + "00");
        addRecord(seeds, "record-key-is-negative", "0c" + "00" + "00" + "00" + "03" + "01" + "00");
        addRecord(seeds, "record-headers-lie", "14" + "00" + "00" + "00" + "01" + "01" + "feffffff0f");
        addRecord(seeds, "record-header-without-name", "10" + "00" + "00" + "00" + "01" + "01" + "02" + "01" + "01");
        addRecord(seeds, "record-header-empty", "10" + "00" + "00" + "00" + "01" + "01" + "02" + "00" + "01");
    }

    private static void addRecord(Seeds seeds, String name, String hex) {
        byte[] record = HexFormat.of().parseHex(hex);
        ByteBuffer batch = ByteBuffer.allocate(RecordBatch.HEADER_SIZE_BYTES + record.length);
        batch.put(Samples.batch(1).limit(RecordBatch.HEADER_SIZE_BYTES)).put(record).flip();
        seeds.add(name, changed(batch, bytes -> bytes.putInt(LENGTH, bytes.limit() - 12)));
    }

    private static byte[] changed(ByteBuffer batch, Consumer<ByteBuffer> change) {
        change.accept(batch);
        return RecordsTarget.input(RecordsTarget.REPAIR_CRC, batch);
    }

    static Seeds codecs() {
        Seeds seeds = new Seeds();
        for (CompressionCodec codec : Codecs.ALL) {
            String name = CODEC_NAMES[codec.id()];
            byte[] sample = compressed(codec, sample());
            seeds.add(name, CodecsTarget.input(codec, sample));
            seeds.add(name + "-empty", CodecsTarget.input(codec, compressed(codec, new byte[0])));
            seeds.add(name + "-bomb", CodecsTarget.input(codec, compressed(codec, new byte[BOMB_SIZE_BYTES])));
            seeds.addCut(name + "-cut", CodecsTarget.input(codec, sample), sample.length / 2);
            seeds.add(name + "-in-itself", CodecsTarget.input(codec, compressed(codec, compressed(codec, sample()))));
            seeds.add(name + "-twice", CodecsTarget.input(codec, joined(ByteBuffer.wrap(sample), ByteBuffer.wrap(sample)).array()));
            seeds.add(name + "-noise-behind", CodecsTarget.input(codec, joined(ByteBuffer.wrap(sample), ByteBuffer.wrap(sample())).array()));
        }
        addFrames(seeds);
        return seeds;
    }

    private static void addFrames(Seeds seeds) {
        // A gzip header with every optional field, the extra one with a length that lies.
        addFrame(seeds, 1, "gzip-extra-lies", "1f8b081c00000000" + "0003" + "ffff" + "00");
        addFrame(seeds, 1, "gzip-name-without-end", "1f8b080800000000" + "0003" + "61".repeat(60));
        // Snappy as Kafka's Java clients frame it: magic, versions, and a block whose size lies.
        addFrame(seeds, 2, "snappy-block-lies", "82534e41505059000000000100000001" + "7fffffff" + "00");
        addFrame(seeds, 2, "snappy-block-is-negative", "82534e41505059000000000100000001" + "ffffffff" + "00");
        addFrame(seeds, 2, "snappy-raw-size-lies", "ffffffff07" + "00");
        // LZ4 frames: blocks of 4 MiB, a size that lies, a dictionary.
        addFrame(seeds, 3, "lz4-largest-blocks", "04224d186070" + "73" + "ffffff7f");
        addFrame(seeds, 3, "lz4-content-size-lies", "04224d186c70" + "ffffffffffffffff" + "00" + "00000000");
        addFrame(seeds, 3, "lz4-dictionary", "04224d186170" + "00000001" + "00" + "00000000");
        // Zstd frames: a window of 2 GiB, a skippable frame that lies, a run-length block of 2 MiB.
        addFrame(seeds, 4, "zstd-window-lies", "28b52ffd" + "00" + "a8" + "0300" + "00" + "61");
        addFrame(seeds, 4, "zstd-skippable-lies", "502a4d18" + "ffffffff" + "00");
        addFrame(seeds, 4, "zstd-size-lies", "28b52ffd" + "e0" + "ffffffffffffff7f" + "030000");
        addFrame(seeds, 4, "zstd-runs", "28b52ffd" + "00" + "58" + "0200" + "10" + "61".repeat(40));
    }

    private static void addFrame(Seeds seeds, int codecId, String name, String hex) {
        seeds.add(name, CodecsTarget.input(Codecs.LOOKUP.codec((byte) codecId), HexFormat.of().parseHex(hex)));
    }

    private static byte[] sample() {
        ByteBuffer batch = Samples.batch(20);
        byte[] records = new byte[batch.remaining()];
        batch.get(records);
        return records;
    }

    private static byte[] compressed(CompressionCodec codec, byte[] plain) {
        ByteBuffer target = ByteBuffer.allocate(codec.compressedSizeBytesMax(plain.length));
        codec.compress(ByteBuffer.wrap(plain), target);
        byte[] compressed = new byte[target.position()];
        target.flip().get(compressed);
        return compressed;
    }

    private static ByteBuffer joined(ByteBuffer... parts) {
        int sizeBytes = 0;
        for (ByteBuffer part : parts) {
            sizeBytes += part.remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(sizeBytes);
        for (ByteBuffer part : parts) {
            all.put(part.duplicate());
        }
        return all.flip();
    }
}
