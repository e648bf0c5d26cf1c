package io.odradek.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.odradek.api.ConfigException;
import io.odradek.api.CorruptDataException;
import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.RandomSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** Frames that other clients write, and frames that lie. */
class ForeignFramesTest {
    private static final byte[] PLAIN = CodecBytes.sample(300_000, RandomSource.seeded(7));

    private final CompressionCodec gzip = create(new GzipCodecProvider());
    private final CompressionCodec snappy = create(new SnappyCodecProvider());
    private final CompressionCodec lz4 = create(new Lz4CodecProvider());
    private final CompressionCodec zstd = create(new ZstdCodecProvider());

    @Test
    void lz4_everyBlockSizeAndChecksum_isRead() throws IOException {
        for (BLOCKSIZE blockSize : BLOCKSIZE.values()) {
            byte[] plainFrame = lz4Frame(blockSize, FLG.Bits.BLOCK_INDEPENDENCE);
            byte[] checkedFrame =
                    lz4Frame(blockSize, FLG.Bits.BLOCK_INDEPENDENCE, FLG.Bits.BLOCK_CHECKSUM, FLG.Bits.CONTENT_CHECKSUM);
            for (int pieceBytes : new int[] {1000, 1 << 22}) {
                assertThat(CodecBytes.decompress(lz4, plainFrame, pieceBytes)).as("%s", blockSize).isEqualTo(PLAIN);
                assertThat(CodecBytes.decompress(lz4, checkedFrame, pieceBytes)).as("%s", blockSize).isEqualTo(PLAIN);
            }
        }
    }

    @Test
    void lz4_contentSizeInTheHeader_isRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FLG.Bits[] flags = {FLG.Bits.BLOCK_INDEPENDENCE, FLG.Bits.CONTENT_SIZE};
        try (LZ4FrameOutputStream stream = new LZ4FrameOutputStream(bytes, BLOCKSIZE.SIZE_64KB, PLAIN.length, flags)) {
            stream.write(PLAIN);
        }
        assertThat(CodecBytes.decompress(lz4, bytes.toByteArray())).isEqualTo(PLAIN);
    }

    @Test
    void lz4_checksumOfBlockOrContentIsWrong_isCorrupt() throws IOException {
        byte[] blocks = lz4Frame(BLOCKSIZE.SIZE_64KB, FLG.Bits.BLOCK_INDEPENDENCE, FLG.Bits.BLOCK_CHECKSUM);
        blocks[blocks.length - 5] ^= 1;
        assertCorrupt(lz4, blocks, "checksum of the block");
        byte[] content = lz4Frame(BLOCKSIZE.SIZE_64KB, FLG.Bits.BLOCK_INDEPENDENCE, FLG.Bits.CONTENT_CHECKSUM);
        content[content.length - 1] ^= 1;
        assertCorrupt(lz4, content, "checksum of the content");
        byte[] header = CodecBytes.compress(lz4, PLAIN);
        header[6] ^= 1;
        assertCorrupt(lz4, header, "checksum of the frame's header");
    }

    @Test
    void lz4_dependentBlocks_areRefusedWithTheRemedy() {
        byte[] frame = CodecBytes.compress(lz4, PLAIN);
        frame[4] &= ~0x20;
        assertCorrupt(lz4, frame, "block_linked=false");
    }

    @Test
    void lz4_blockLargerThanTheFrameAllows_isCorrupt() {
        byte[] frame = CodecBytes.compress(lz4, PLAIN);
        ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(7, (1 << 16) + 1);
        assertCorrupt(lz4, frame, "the frame allows 65536");
    }

    @Test
    void lz4_framesInARowAndSkippableOnes_areRead() {
        byte[] frame = CodecBytes.compress(lz4, PLAIN);
        ByteBuffer row = ByteBuffer.allocate(2 * frame.length + 11).order(ByteOrder.LITTLE_ENDIAN);
        row.put(frame).putInt(0x184D2A55).putInt(3).put(new byte[3]).put(frame);
        assertThat(CodecBytes.decompress(lz4, row.array())).hasSize(2 * PLAIN.length).startsWith(PLAIN);
    }

    @Test
    void snappy_withoutFraming_isRead() throws IOException {
        byte[] raw = Snappy.compress(PLAIN);
        for (int pieceBytes : new int[] {1000, 1 << 20}) {
            assertThat(CodecBytes.decompress(snappy, raw, pieceBytes)).isEqualTo(PLAIN);
        }
        assertThat(CodecBytes.decompress(snappy, Snappy.compress(new byte[0]))).isEmpty();
    }

    @Test
    void snappy_framesInARow_areRead() {
        byte[] frame = CodecBytes.compress(snappy, PLAIN);
        ByteBuffer row = ByteBuffer.allocate(2 * frame.length).put(frame).put(frame);
        assertThat(CodecBytes.decompress(snappy, row.array())).hasSize(2 * PLAIN.length).startsWith(PLAIN);
    }

    @Test
    void snappy_claimsMoreThanItCanHold_isCorrupt() {
        // A varint of 1 GiB, then nothing to make it of.
        byte[] raw = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 4, 0, 0, 0};
        assertCorrupt(snappy, raw, "claims to hold 1073741824");
        byte[] frame = CodecBytes.compress(snappy, PLAIN);
        ByteBuffer.wrap(frame).putInt(16, Integer.MAX_VALUE);
        assertCorrupt(snappy, frame, "claims 2147483647 bytes");
        ByteBuffer.wrap(frame).putInt(16, -5);
        assertCorrupt(snappy, frame, "claims -5 bytes");
    }

    @Test
    void zstd_streamOfUnknownSize_isRead() throws IOException {
        for (int level : new int[] {1, 3, 19}) {
            assertThat(CodecBytes.decompress(zstd, zstdStream(level))).as("level %d", level).isEqualTo(PLAIN);
        }
    }

    @Test
    void zstd_windowAboveTheLimit_isRefusedWithTheRemedy() throws IOException {
        assertCorrupt(zstd, zstdStream(22), "allowed are 8388608");
    }

    @Test
    void zstd_highestLevel_ofOurOwnIsReadBack() {
        CompressionCodec ultra = new ZstdCodecProvider().create(PluginContext.of(Map.of("compression.zstd.level", "22")));
        // Larger than the window, and easy, since the highest level takes its time.
        byte[] plain = Arrays.copyOf(PLAIN, 9 << 20);
        assertThat(CodecBytes.decompress(ultra, CodecBytes.compress(ultra, plain), 1 << 20)).isEqualTo(plain);
    }

    @Test
    void zstd_framesInARowAndSkippableOnes_areRead() {
        byte[] frame = Zstd.compress(PLAIN);
        ByteBuffer row = ByteBuffer.allocate(2 * frame.length + 11).order(ByteOrder.LITTLE_ENDIAN);
        row.put(frame).putInt(0x184D2A50).putInt(3).put(new byte[3]).put(frame);
        assertThat(CodecBytes.decompress(zstd, row.array())).hasSize(2 * PLAIN.length).startsWith(PLAIN);
    }

    @Test
    void zstd_claimsHugeContentInOneSegment_isRefusedBeforeAnythingIsAllocated() {
        ByteBuffer frame = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(0xFD2FB528).put((byte) 0xE0).putLong(1L << 40);
        assertCorrupt(zstd, frame.array(), "allowed are 8388608");
    }

    @Test
    void gzip_optionalHeaderFields_areSkipped() {
        for (int flags = 0; flags < 32; flags++) {
            assertThat(CodecBytes.decompress(gzip, gzipMember(flags, PLAIN))).as("flags %d", flags).isEqualTo(PLAIN);
        }
    }

    @Test
    void gzip_membersInARow_areRead() {
        byte[] member = CodecBytes.compress(gzip, PLAIN);
        ByteBuffer row = ByteBuffer.allocate(2 * member.length).put(member).put(member);
        assertThat(CodecBytes.decompress(gzip, row.array())).hasSize(2 * PLAIN.length).startsWith(PLAIN);
    }

    @Test
    void gzip_trailerIsWrong_isCorrupt() {
        byte[] crc = CodecBytes.compress(gzip, PLAIN);
        crc[crc.length - 8] ^= 1;
        assertCorrupt(gzip, crc, "CRC");
        byte[] size = CodecBytes.compress(gzip, PLAIN);
        size[size.length - 4] ^= 1;
        assertCorrupt(gzip, size, "the trailer says");
    }

    @Test
    void levels_malformedOrOutOfRange_areRefusedWithTheRange() {
        assertRefused(new GzipCodecProvider(), "compression.gzip.level", "0", "from 1 to 9");
        assertRefused(new GzipCodecProvider(), "compression.gzip.level", "10", "from 1 to 9");
        assertRefused(new Lz4CodecProvider(), "compression.lz4.level", "18", "from 1 to 17");
        assertRefused(new ZstdCodecProvider(), "compression.zstd.level", "23", "from -131072 to 22");
        assertRefused(new ZstdCodecProvider(), "compression.zstd.level", "fast", "whole number");
    }

    @Test
    void compress_targetTooSmall_isRefusedBeforeAnyByte() {
        for (CompressionCodec codec : List.of(gzip, snappy, lz4, zstd)) {
            ByteBuffer target = ByteBuffer.allocate(codec.compressedSizeBytesMax(PLAIN.length) - 1);
            assertThatThrownBy(() -> codec.compress(ByteBuffer.wrap(PLAIN), target))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("compressedSizeBytesMax");
            assertThat(target.position()).isZero();
        }
    }

    private static void assertRefused(CompressionCodecProvider provider, String key, String value, String part) {
        assertThatThrownBy(() -> provider.create(PluginContext.of(Map.of(key, value))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(key, "'" + value + "'", part);
    }

    private static void assertCorrupt(CompressionCodec codec, byte[] compressed, String part) {
        assertThatThrownBy(() -> CodecBytes.decompress(codec, compressed))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(part);
    }

    private static CompressionCodec create(CompressionCodecProvider provider) {
        return provider.create(PluginContext.of(Map.of()));
    }

    private static byte[] lz4Frame(BLOCKSIZE blockSize, FLG.Bits... flags) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LZ4FrameOutputStream stream = new LZ4FrameOutputStream(bytes, blockSize, flags)) {
            stream.write(PLAIN);
        }
        return bytes.toByteArray();
    }

    private static byte[] zstdStream(int level) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStreamNoFinalizer stream = new ZstdOutputStreamNoFinalizer(bytes, level)) {
            stream.write(PLAIN);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzipMember(int flags, byte[] plain) {
        ByteBuffer member = ByteBuffer.allocate(2 * plain.length + 100).order(ByteOrder.LITTLE_ENDIAN);
        member.putShort((short) 0x8b1f).put((byte) 8).put((byte) flags).putInt(12_345).putShort((short) 0);
        if ((flags & 4) != 0) {
            member.putShort((short) 5).put(new byte[5]);
        }
        if ((flags & 8) != 0) {
            member.put(new byte[] {'n', 'a', 'm', 'e', 0});
        }
        if ((flags & 16) != 0) {
            member.put(new byte[] {'w', 'h', 'y', 0});
        }
        CRC32 crc = new CRC32();
        if ((flags & 2) != 0) {
            crc.update(member.duplicate().flip());
            member.putShort((short) crc.getValue());
        }
        Deflater deflater = new Deflater(6, true);
        deflater.setInput(plain);
        deflater.finish();
        deflater.deflate(member);
        deflater.end();
        crc.reset();
        crc.update(plain);
        member.putInt((int) crc.getValue()).putInt(plain.length);
        byte[] bytes = new byte[member.position()];
        member.flip().get(bytes);
        return bytes;
    }
}
