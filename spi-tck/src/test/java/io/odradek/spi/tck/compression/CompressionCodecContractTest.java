package io.odradek.spi.tck.compression;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.CorruptDataException;
import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.tck.plugin.Rejection;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompressionCodecContractTest {
    @Test
    void contract_goodCodec_isAccepted() {
        assertThat(Rejection.failedRulesOf(Good.class)).isEmpty();
    }

    @Test
    void contract_lastByteIsLost_isRejectedByC1() {
        assertThat(Rejection.failedRulesOf(LosesLastByte.class)).contains("C1_whatIsCompressed_isReadBack");
    }

    @Test
    void contract_threadsShareABuffer_isRejectedByC1() {
        assertThat(Rejection.failedRulesOf(SharesOneSource.class)).contains("C1_manyThreads_doNotDisturbEachOther");
    }

    @Test
    void contract_maximumTooSmall_isRejected() {
        assertThat(Rejection.failedRulesOf(MaximumTooSmall.class)).contains("C2_compressedBytes_neverExceedTheMaximum");
    }

    @Test
    void contract_arraysOnly_isRejectedByC3() {
        assertThat(Rejection.failedRulesOf(ArraysOnly.class))
                .contains("C3_anyMemory_givesTheSame", "C3_readOnlySource_isRead", "C3_bytesOutsideTheLimits_areUntouched");
    }

    @Test
    void contract_orderIsChanged_isRejectedByC3() {
        assertThat(Rejection.failedRulesOf(ChangesOrder.class)).containsExactly("C3_orderAndMark_areLeftAlone");
    }

    @Test
    void contract_claimIsAllocated_isRejectedByC4() {
        assertThat(Rejection.failedRulesOf(AllocatesTheClaim.class)).contains("C4_everyBitOfTheHead_turned_isCorruptOrOther");
    }

    @Test
    void contract_wrongException_isRejectedByC4() {
        assertThat(Rejection.failedRulesOf(ThrowsAnything.class)).contains("C4_noBytes_areCorrupt", "C4_cutBytes_areCorruptOrOther");
    }

    @Test
    void contract_endlessZeros_isRejectedByC4() {
        assertThat(Rejection.failedRulesOf(NeverEnds.class)).contains("C4_cutBytes_areCorruptOrOther");
    }

    /** A codec that compresses nothing: a size, then the bytes. To be broken in one place. */
    static class Tested extends CompressionCodecContract implements CompressionCodec {
        @Override
        protected CompressionCodecProvider provider() {
            return new Provider(this);
        }

        @Override
        public byte id() {
            return 5;
        }

        @Override
        public int compressedSizeBytesMax(int sizeBytes) {
            return sizeBytes + Integer.BYTES;
        }

        @Override
        public void compress(ByteBuffer source, ByteBuffer target) {
            int sizeBytes = source.remaining();
            target.put((byte) (sizeBytes >>> 24)).put((byte) (sizeBytes >>> 16)).put((byte) (sizeBytes >>> 8)).put((byte) sizeBytes);
            target.put(source);
        }

        @Override
        public Decompression decompress(ByteBuffer source) {
            ByteBuffer own = source.slice();
            if (own.remaining() < Integer.BYTES || own.getInt() != own.remaining()) {
                throw new CorruptDataException("the size is wrong");
            }
            return new Reading(own);
        }
    }

    /** Reads what is stored. */
    static class Reading implements CompressionCodec.Decompression {
        private final ByteBuffer rest;

        Reading(ByteBuffer rest) {
            this.rest = rest;
        }

        @Override
        public int read(ByteBuffer target) {
            if (!rest.hasRemaining() && target.hasRemaining()) {
                return -1;
            }
            int sizeBytes = Math.min(rest.remaining(), target.remaining());
            target.put(rest.slice(rest.position(), sizeBytes));
            rest.position(rest.position() + sizeBytes);
            return sizeBytes;
        }

        @Override
        public void close() {}
    }

    /** A proper provider of any codec. */
    public static final class Provider implements CompressionCodecProvider {
        private final @Nullable CompressionCodec codec;

        /** As every provider has it. */
        public Provider() {
            this(null);
        }

        Provider(@Nullable CompressionCodec codec) {
            this.codec = codec;
        }

        @Override
        public String name() {
            return "tested";
        }

        @Override
        public int contractLevel() {
            return LEVEL;
        }

        @Override
        public byte id() {
            return 5;
        }

        @Override
        public Optional<String> unavailable() {
            return Optional.empty();
        }

        @Override
        public CompressionCodec create(PluginContext context) {
            return codec == null ? new Tested() : codec;
        }
    }

    static class Good extends Tested {}

    static class LosesLastByte extends Tested {
        @Override
        public Decompression decompress(ByteBuffer source) {
            return super.decompress(source.duplicate().limit(source.limit()));
        }

        @Override
        public void compress(ByteBuffer source, ByteBuffer target) {
            if (source.remaining() > 1000) {
                ByteBuffer shorter = source.duplicate().limit(source.limit() - 1);
                source.position(source.limit());
                super.compress(shorter, target);
            } else {
                super.compress(source, target);
            }
        }
    }

    static class SharesOneSource extends Tested {
        private final ByteBuffer shared = ByteBuffer.allocate(4 << 20);

        @Override
        public void compress(ByteBuffer source, ByteBuffer target) {
            ByteBuffer mine = shared.duplicate().clear();
            mine.put(source).flip();
            Thread.yield();
            super.compress(mine, target);
        }
    }

    static class MaximumTooSmall extends Tested {
        @Override
        public int compressedSizeBytesMax(int sizeBytes) {
            return sizeBytes;
        }
    }

    static class ArraysOnly extends Tested {
        @Override
        public void compress(ByteBuffer source, ByteBuffer target) {
            byte[] bytes = source.array();
            source.position(source.limit());
            super.compress(ByteBuffer.wrap(bytes), target);
        }
    }

    static class ChangesOrder extends Tested {
        @Override
        public void compress(ByteBuffer source, ByteBuffer target) {
            super.compress(source, target.order(java.nio.ByteOrder.LITTLE_ENDIAN));
        }
    }

    static class AllocatesTheClaim extends Tested {
        @Override
        public Decompression decompress(ByteBuffer source) {
            ByteBuffer own = source.slice();
            if (own.remaining() < Integer.BYTES) {
                throw new CorruptDataException("no size");
            }
            byte[] claimed = new byte[own.getInt() & 0x3ffffff];
            if (claimed.length != own.remaining()) {
                throw new CorruptDataException("the size is wrong");
            }
            own.get(claimed);
            return new Reading(ByteBuffer.wrap(claimed));
        }
    }

    static class ThrowsAnything extends Tested {
        @Override
        public Decompression decompress(ByteBuffer source) {
            ByteBuffer own = source.slice();
            if (own.getInt() != own.remaining()) {
                throw new IllegalArgumentException("the size is wrong");
            }
            return new Reading(own);
        }
    }

    static class NeverEnds extends Tested {
        @Override
        public Decompression decompress(ByteBuffer source) {
            ByteBuffer own = source.slice();
            if (own.remaining() >= Integer.BYTES && own.getInt() == own.remaining()) {
                return new Reading(own);
            }
            return new Reading(own) {
                @Override
                public int read(ByteBuffer target) {
                    return 0;
                }
            };
        }
    }
}
