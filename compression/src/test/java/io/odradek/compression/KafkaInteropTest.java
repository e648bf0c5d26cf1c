package io.odradek.compression;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.tck.plugin.Seed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What Kafka's own client writes we read, and the other way round. */
class KafkaInteropTest {
    private static final int SIZE_BYTES_MAX = 1 << 20;
    private static final byte MAGIC_V2 = 2;

    @Test
    void kafkaReads_whatWeWrite(TestReporter reporter) throws IOException {
        Seed seed = Seed.forTest(reporter);
        for (Map.Entry<CompressionCodec, Compression> pair : codecs().entrySet()) {
            for (int sizeBytes : sizes(seed.random())) {
                byte[] plain = CodecBytes.sample(sizeBytes, seed.random());
                byte[] compressed = CodecBytes.compress(pair.getKey(), plain);
                assertThat(kafkaDecompress(pair.getValue(), compressed))
                        .as("%d bytes with %s, %s", sizeBytes, pair.getValue().type(), seed)
                        .isEqualTo(plain);
            }
        }
    }

    @Test
    void weRead_whatKafkaWrites(TestReporter reporter) throws IOException {
        Seed seed = Seed.forTest(reporter);
        for (Map.Entry<CompressionCodec, Compression> pair : codecs().entrySet()) {
            for (int sizeBytes : sizes(seed.random())) {
                byte[] plain = CodecBytes.sample(sizeBytes, seed.random());
                byte[] compressed = kafkaCompress(pair.getValue(), plain);
                assertThat(CodecBytes.decompress(pair.getKey(), compressed))
                        .as("%d bytes with %s, %s", sizeBytes, pair.getValue().type(), seed)
                        .isEqualTo(plain);
            }
        }
    }

    @Test
    void levels_lowestAndHighest_areReadByKafka() throws IOException {
        byte[] plain = CodecBytes.sample(200_000, RandomSource.seeded(1));
        for (String level : List.of("1", "9", "-1")) {
            assertLevelIsRead(new GzipCodecProvider(), "compression.gzip.level", level, Compression.gzip().build(), plain);
        }
        for (String level : List.of("1", "9", "17")) {
            assertLevelIsRead(new Lz4CodecProvider(), "compression.lz4.level", level, Compression.lz4().build(), plain);
        }
        for (String level : List.of("-131072", "1", "19", "22")) {
            assertLevelIsRead(new ZstdCodecProvider(), "compression.zstd.level", level, Compression.zstd().build(), plain);
        }
    }

    private static void assertLevelIsRead(
            CompressionCodecProvider provider, String key, String level, Compression kafka, byte[] plain) throws IOException {
        try (CompressionCodec codec = provider.create(PluginContext.of(Map.of(key, level)))) {
            byte[] compressed = CodecBytes.compress(codec, plain);
            assertThat(kafkaDecompress(kafka, compressed)).as("%s=%s", key, level).isEqualTo(plain);
            assertThat(CodecBytes.decompress(codec, compressed)).as("%s=%s", key, level).isEqualTo(plain);
        }
    }

    private static Map<CompressionCodec, Compression> codecs() {
        PluginContext context = PluginContext.of(Map.of());
        Map<CompressionCodec, Compression> codecs = new LinkedHashMap<>();
        codecs.put(new GzipCodecProvider().create(context), Compression.gzip().build());
        codecs.put(new SnappyCodecProvider().create(context), Compression.snappy().build());
        codecs.put(new Lz4CodecProvider().create(context), Compression.lz4().build());
        codecs.put(new ZstdCodecProvider().create(context), Compression.zstd().build());
        return codecs;
    }

    private static List<Integer> sizes(RandomSource random) {
        List<Integer> sizes = new ArrayList<>(List.of(0, 1, 61, 32_768, 65_536, 65_537, SIZE_BYTES_MAX));
        for (int i = 0; i < 10; i++) {
            sizes.add(random.nextInt(SIZE_BYTES_MAX));
        }
        return sizes;
    }

    private static byte[] kafkaCompress(Compression compression, byte[] plain) throws IOException {
        ByteBufferOutputStream bytes = new ByteBufferOutputStream(512);
        try (OutputStream stream = compression.wrapForOutput(bytes, MAGIC_V2)) {
            stream.write(plain);
        }
        ByteBuffer written = bytes.buffer().flip();
        byte[] compressed = new byte[written.remaining()];
        written.get(compressed);
        return compressed;
    }

    private static byte[] kafkaDecompress(Compression compression, byte[] compressed) throws IOException {
        try (InputStream stream =
                compression.wrapForInput(ByteBuffer.wrap(compressed), MAGIC_V2, BufferSupplier.create())) {
            return stream.readAllBytes();
        }
    }
}
