package io.odradek.spi.tck.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.odradek.api.CorruptDataException;
import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.compression.CompressionCodec.Decompression;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.tck.compression.SampleBytes.Memory;
import io.odradek.spi.tck.plugin.ProviderRules;
import io.odradek.spi.tck.plugin.Seed;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * The rules of {@link CompressionCodec}, as tests: extend it, give it a provider, and every rule is checked on that provider's codec.
 *
 * <p>Confined to the test's thread.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class CompressionCodecContract {
    private static final int[] SIZES_BYTES = {0, 1, 2, 7, 100, 1000, 4095, 32_767, 32_768, 65_535, 65_536, 65_537, 131_072, 300_001, 1 << 20};
    private static final int[] PIECES_BYTES = {1 << 21, 65_536, 8192, 777};
    private static final int THREAD_COUNT = 4;
    /** What a codec may allocate on the heap for a few hostile bytes. */
    private static final long HOSTILE_ALLOCATION_BYTES_MAX = 24L << 20;
    /** Where a format has its sizes. */
    private static final int HEAD_BYTES = 64;
    /** What is read of a hostile stream before the reader walks away. */
    private static final int HOSTILE_READ_BYTES_MAX = 4 << 20;

    private CompressionCodecProvider provider;
    private CompressionCodec codec;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init")
    protected CompressionCodecContract() {}

    /** The provider under test. */
    protected abstract CompressionCodecProvider provider();

    /** What the codec is created with: no settings, unless this is overridden. */
    protected PluginContext context() {
        return PluginContext.of(Map.of());
    }

    @BeforeEach
    final void createCodec() {
        provider = provider();
        assertThat(provider.unavailable()).as("the codec can be tested").isEmpty();
        codec = provider.create(context());
    }

    @AfterEach
    final void closeCodec() {
        codec.close();
        codec.close();
    }

    @Test
    final void provider_followsTheRulesOfProviders() {
        ProviderRules.check(Contract.COMPRESSION_CODEC, provider);
        assertThat(codec.id()).as("the codec's number is the provider's").isEqualTo(provider.id());
        assertThat(codec.id()).as("numbers fit three bits; 0 means none").isBetween((byte) 1, (byte) 7);
    }

    @Test
    final void C1_whatIsCompressed_isReadBack(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        for (int sizeBytes : SIZES_BYTES) {
            for (SampleBytes kind : SampleBytes.values()) {
                // Given
                byte[] plain = kind.make(sizeBytes, seed.random());
                // When
                byte[] compressed = compress(plain, Memory.HEAP, Memory.HEAP);
                // Then
                for (int pieceBytes : PIECES_BYTES) {
                    assertThat(decompress(compressed, Memory.HEAP, Memory.HEAP, pieceBytes))
                            .as("%d bytes of %s, read in pieces of %d, %s", sizeBytes, kind, pieceBytes, seed)
                            .isEqualTo(plain);
                }
            }
        }
    }

    @Test
    final void C1_readOneByteAtATime_isTheSame(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        byte[] plain = SampleBytes.WORDS.make(3000, seed.random());
        byte[] compressed = compress(plain, Memory.HEAP, Memory.HEAP);
        for (Memory memory : Memory.values()) {
            assertThat(decompress(compressed, memory, memory, 1)).as("%s, %s", memory, seed).isEqualTo(plain);
        }
    }

    @Test
    final void C1_fullTarget_readsNothingAndIsNotTheEnd() {
        byte[] compressed = compress(new byte[100], Memory.HEAP, Memory.HEAP);
        try (Decompression decompression = codec.decompress(ByteBuffer.wrap(compressed))) {
            assertThat(decompression.read(ByteBuffer.allocate(0))).isZero();
            assertThat(decompression.read(ByteBuffer.allocate(100))).isEqualTo(100);
            assertThat(decompression.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(decompression.read(ByteBuffer.allocate(1))).as("the end stays the end").isEqualTo(-1);
        }
    }

    @Test
    final void C1_manyThreads_doNotDisturbEachOther(TestReporter reporter) throws Exception {
        Seed seed = Seed.forTest(reporter);
        ExecutorService threads = Executors.newFixedThreadPool(THREAD_COUNT);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < THREAD_COUNT; i++) {
                RandomSource random = RandomSource.seeded(seed.value() + i);
                tasks.add(() -> roundTripsManyTimes(random));
            }
            for (Future<Boolean> outcome : threads.invokeAll(tasks)) {
                assertThat(outcome.get(50, TimeUnit.SECONDS)).as("all bytes came back, %s", seed).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean roundTripsManyTimes(RandomSource random) {
        boolean same = true;
        for (int i = 0; i < 40; i++) {
            byte[] plain = SampleBytes.WORDS.make(random.nextInt(100_000), random);
            Memory memory = Memory.values()[i % 2];
            byte[] read = decompress(compress(plain, memory, memory), memory, memory, 1 + random.nextInt(50_000));
            same &= java.util.Arrays.equals(plain, read);
        }
        return same;
    }

    @Test
    final void C2_compressedBytes_neverExceedTheMaximum(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        for (int sizeBytes : SIZES_BYTES) {
            int sizeBytesMax = codec.compressedSizeBytesMax(sizeBytes);
            for (Memory memory : Memory.values()) {
                byte[] plain = SampleBytes.NOISE.make(sizeBytes, seed.random());
                byte[] compressed = compress(plain, memory, memory);
                assertThat(compressed.length).as("%d bytes of noise, %s", sizeBytes, seed).isLessThanOrEqualTo(sizeBytesMax);
            }
        }
    }

    @Test
    final void C3_anyMemory_givesTheSame(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        byte[] plain = SampleBytes.WORDS.make(200_000, seed.random());
        for (Memory from : Memory.values()) {
            for (Memory to : Memory.values()) {
                byte[] compressed = compress(plain, from, to);
                assertThat(decompress(compressed, from, to, 30_000)).as("%s to %s, %s", from, to, seed).isEqualTo(plain);
            }
        }
    }

    @Test
    final void C3_readOnlySource_isRead(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        byte[] plain = SampleBytes.WORDS.make(100_000, seed.random());
        for (Memory memory : Memory.values()) {
            // When
            ByteBuffer target = memory.allocate(codec.compressedSizeBytesMax(plain.length));
            codec.compress(memory.of(plain).asReadOnlyBuffer(), target);
            // Then
            ByteBuffer compressed = target.flip().asReadOnlyBuffer();
            assertThat(drain(compressed, memory, plain.length)).as("%s, %s", memory, seed).isEqualTo(plain);
        }
    }

    @Test
    final void C3_bytesOutsideTheLimits_areUntouched(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        byte[] plain = SampleBytes.WORDS.make(70_000, seed.random());
        int margin = 13;
        byte filler = 0x5A;
        for (Memory memory : Memory.values()) {
            // Given
            int roomBytes = codec.compressedSizeBytesMax(plain.length);
            ByteBuffer source = framed(memory, plain.length, margin, filler);
            source.duplicate().put(plain);
            ByteBuffer target = framed(memory, roomBytes, margin, filler);
            ByteBuffer decoded = framed(memory, plain.length, margin, filler);
            // When
            codec.compress(source, target);
            ByteBuffer compressed = target.duplicate().limit(target.position()).position(margin);
            try (Decompression decompression = codec.decompress(compressed)) {
                assertThat(decompression.read(decoded)).isEqualTo(plain.length);
            }
            // Then
            assertThat(source.position()).as("the source is consumed").isEqualTo(source.limit());
            for (ByteBuffer buffer : List.of(source, target, decoded)) {
                assertThat(margins(buffer, margin)).as("margins in %s memory, %s", memory, seed).containsOnly(filler);
            }
            assertThat(SampleBytes.bytesOf(decoded.duplicate().limit(margin + plain.length).position(margin))).isEqualTo(plain);
        }
    }

    @Test
    final void C3_orderAndMark_areLeftAlone() {
        byte[] plain = new byte[1000];
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            for (Memory memory : Memory.values()) {
                // Given
                ByteBuffer source = marked(memory.allocate(1010), order);
                ByteBuffer target = marked(memory.allocate(10 + codec.compressedSizeBytesMax(plain.length)), order);
                ByteBuffer decoded = marked(memory.allocate(1010), order);
                // When
                codec.compress(source, target);
                ByteBuffer compressed = target.duplicate().order(order).flip().position(10);
                try (Decompression decompression = codec.decompress(compressed)) {
                    assertThat(decompression.read(decoded)).isEqualTo(plain.length);
                }
                // Then
                for (ByteBuffer buffer : List.of(source, target, decoded)) {
                    assertThat(buffer.order()).isEqualTo(order);
                    assertThat(buffer.reset().position()).as("the mark").isEqualTo(5);
                }
                assertThat(compressed.order()).isEqualTo(order);
            }
        }
    }

    @Test
    final void C4_noBytes_areCorrupt() {
        assertThatThrownBy(() -> drain(ByteBuffer.allocate(0), Memory.HEAP, 10)).isInstanceOf(CorruptDataException.class);
    }

    @Test
    final void C4_cutBytes_areCorruptOrOther(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        byte[] plain = SampleBytes.WORDS.make(2000, seed.random());
        byte[] compressed = compress(plain, Memory.HEAP, Memory.HEAP);
        for (int cut = 0; cut < compressed.length; cut++) {
            byte[] rest = java.util.Arrays.copyOf(compressed, cut);
            for (Memory memory : Memory.values()) {
                survives(memory.of(rest), memory, "cut to " + cut + " bytes, " + seed);
            }
        }
    }

    @Test
    final void C4_everyBitOfTheHead_turned_isCorruptOrOther(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        byte[] compressed = compress(SampleBytes.WORDS.make(5000, seed.random()), Memory.HEAP, Memory.HEAP);
        for (int bit = 0; bit < Math.min(HEAD_BYTES, compressed.length) * Byte.SIZE; bit++) {
            byte[] changed = compressed.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Memory memory = Memory.values()[bit % 2];
            survives(memory.of(changed), memory, "bit " + bit + " turned, " + seed);
        }
    }

    @Test
    final void C4_changedBytes_areCorruptOrOther(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        RandomSource random = seed.random();
        byte[] compressed = compress(SampleBytes.WORDS.make(5000, random), Memory.HEAP, Memory.HEAP);
        for (int i = 0; i < 2000; i++) {
            byte[] changed = compressed.clone();
            int at = i < changed.length ? i : random.nextInt(changed.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            Memory memory = Memory.values()[i % 2];
            survives(memory.of(changed), memory, "byte " + at + " changed, " + seed);
        }
    }

    @Test
    final void C4_noiseAfterAGoodBeginning_isCorruptOrOther(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        RandomSource random = seed.random();
        byte[] compressed = compress(SampleBytes.WORDS.make(5000, random), Memory.HEAP, Memory.HEAP);
        for (int i = 0; i < 1000; i++) {
            byte[] noise = SampleBytes.NOISE.make(200, random);
            System.arraycopy(compressed, 0, noise, 0, Math.min(random.nextInt(40), compressed.length));
            Memory memory = Memory.values()[i % 2];
            survives(memory.of(noise), memory, "noise, round " + i + ", " + seed);
        }
    }

    @Test
    final void C4_afterCorruptBytes_theCodecStillWorks(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        RandomSource random = seed.random();
        byte[] plain = SampleBytes.WORDS.make(50_000, random);
        byte[] compressed = compress(plain, Memory.DIRECT, Memory.DIRECT);
        for (int i = 0; i < 100; i++) {
            byte[] changed = compressed.clone();
            changed[random.nextInt(changed.length)] ^= 0x41;
            survives(Memory.DIRECT.of(changed), Memory.DIRECT, "byte changed, " + seed);
            assertThat(decompress(compressed, Memory.DIRECT, Memory.DIRECT, 9000)).as("round %d, %s", i, seed).isEqualTo(plain);
        }
    }

    /** Reads to the end, to an error of the right kind, or until enough came out; and watches what it costs. */
    private void survives(ByteBuffer compressed, Memory memory, String what) {
        ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = meter.getCurrentThreadAllocatedBytes();
        ByteBuffer piece = memory.allocate(16_384);
        try (Decompression decompression = codec.decompress(compressed)) {
            int totalBytes = 0;
            int readBytes = 0;
            while (readBytes >= 0 && totalBytes < HOSTILE_READ_BYTES_MAX) {
                readBytes = decompression.read(piece.clear());
                assertThat(readBytes).as("progress or end, %s", what).isNotZero();
                totalBytes += readBytes;
            }
        } catch (CorruptDataException expected) {
            assertThat(expected.getMessage()).as("what is wrong, %s", what).isNotBlank();
        }
        assertThat(meter.getCurrentThreadAllocatedBytes() - before)
                .as("heap bytes allocated for %d compressed bytes, %s", compressed.limit(), what)
                .isLessThan(HOSTILE_ALLOCATION_BYTES_MAX);
    }

    private byte[] compress(byte[] plain, Memory from, Memory to) {
        ByteBuffer target = to.allocate(codec.compressedSizeBytesMax(plain.length));
        codec.compress(from.of(plain), target);
        return SampleBytes.bytesOf(target.flip());
    }

    private byte[] decompress(byte[] compressed, Memory from, Memory to, int pieceBytes) {
        return drain(from.of(compressed), to, pieceBytes);
    }

    private byte[] drain(ByteBuffer compressed, Memory to, int pieceBytes) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        ByteBuffer piece = to.allocate(pieceBytes);
        try (Decompression decompression = codec.decompress(compressed)) {
            int readBytes = decompression.read(piece);
            while (readBytes >= 0) {
                assertThat(readBytes).as("read says what it wrote").isEqualTo(piece.position()).isPositive();
                read.writeBytes(SampleBytes.bytesOf(piece.flip()));
                readBytes = decompression.read(piece.clear());
            }
        }
        return read.toByteArray();
    }

    private static ByteBuffer framed(Memory memory, int sizeBytes, int margin, byte filler) {
        ByteBuffer buffer = memory.allocate(sizeBytes + 2 * margin);
        while (buffer.hasRemaining()) {
            buffer.put(filler);
        }
        return buffer.position(margin).limit(margin + sizeBytes);
    }

    private static byte[] margins(ByteBuffer buffer, int margin) {
        byte[] margins = new byte[2 * margin];
        ByteBuffer all = buffer.duplicate().clear();
        all.get(0, margins, 0, margin);
        all.get(all.limit() - margin, margins, margin, margin);
        return margins;
    }

    private static ByteBuffer marked(ByteBuffer buffer, ByteOrder order) {
        return buffer.order(order).position(5).mark().position(10);
    }
}
