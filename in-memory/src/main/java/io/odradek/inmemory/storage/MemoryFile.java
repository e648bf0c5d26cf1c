package io.odradek.inmemory.storage;

import io.odradek.spi.runtime.RandomSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A file's bytes: as a running process sees them, and as a loss of power would leave them.
 *
 * <p>Caller synchronises, on the disk. Bytes come in pages of 4 KiB, which a file system writes, made of pieces of 512 bytes, which a
 * drive writes; a page of zeros takes no memory.
 */
final class MemoryFile {
    private static final int PIECE_BYTES = 512;
    private static final int PAGE_BYTES = 4096;
    private static final int PIECES_PER_PAGE = PAGE_BYTES / PIECE_BYTES;
    private static final byte[] ZEROS = new byte[PAGE_BYTES];

    private final ArrayList<@Nullable Page> pages = new ArrayList<>();
    private final BitSet dirtyPages = new BitSet();
    private long sizeBytes;
    private long forcedSizeBytes;

    long sizeBytes() {
        return sizeBytes;
    }

    /** Makes it longer, with zeros. */
    void extendTo(long newSizeBytes) {
        sizeBytes = Math.max(sizeBytes, newSizeBytes);
    }

    /** Makes it shorter; what was behind reads as zeros if it grows again. */
    void cutTo(long newSizeBytes) {
        long at = newSizeBytes;
        while (at < sizeBytes) {
            int n = (int) Math.min(PAGE_BYTES - at % PAGE_BYTES, sizeBytes - at);
            if (pageOf(at) != null) {
                store(at, ByteBuffer.wrap(ZEROS, 0, n), n);
            }
            at += n;
        }
        sizeBytes = Math.min(sizeBytes, newSizeBytes);
    }

    /** Takes all that remains of {@code source}; the file grows as far as needed. */
    void write(long positionBytes, ByteBuffer source) {
        long at = positionBytes;
        while (source.hasRemaining()) {
            int n = (int) Math.min(PAGE_BYTES - at % PAGE_BYTES, source.remaining());
            store(at, source, n);
            at += n;
        }
        extendTo(at);
    }

    private void store(long positionBytes, ByteBuffer source, int byteCount) {
        int index = (int) (positionBytes / PAGE_BYTES);
        int offset = (int) (positionBytes % PAGE_BYTES);
        while (pages.size() <= index) {
            pages.add(null);
        }
        Page page = pages.get(index);
        if (page == null) {
            page = new Page();
            pages.set(index, page);
        }
        page.store(offset, source, byteCount);
        dirtyPages.set(index);
    }

    private @Nullable Page pageOf(long positionBytes) {
        int index = (int) (positionBytes / PAGE_BYTES);
        return index < pages.size() ? pages.get(index) : null;
    }

    /** Reads up to {@code untilBytes} or the end, whatever comes first; returns bytes read. */
    int read(long positionBytes, long untilBytes, ByteBuffer target) {
        long end = Math.min(untilBytes, sizeBytes);
        long at = positionBytes;
        while (at < end && target.hasRemaining()) {
            int offset = (int) (at % PAGE_BYTES);
            int n = (int) Math.min(Math.min(PAGE_BYTES - offset, end - at), target.remaining());
            Page page = pageOf(at);
            target.put(page == null ? ZEROS : page.bytes, offset, n);
            at += n;
        }
        return (int) (at - positionBytes);
    }

    /** What begins below {@code untilBytes} survives from now on. */
    void force(long untilBytes) {
        forcedSizeBytes = sizeBytes;
        for (int index = dirtyPages.nextSetBit(0); index >= 0; index = dirtyPages.nextSetBit(index + 1)) {
            long pageStart = (long) index * PAGE_BYTES;
            int pieceCount = (int) Math.min(PIECES_PER_PAGE, (untilBytes - pageStart + PIECE_BYTES - 1) / PIECE_BYTES);
            Page page = pages.get(index);
            if (page == null || pieceCount > 0 && page.force(pieceCount)) {
                dirtyPages.clear(index);
            }
        }
    }

    void forceAll() {
        force(Long.MAX_VALUE / 2);
    }

    /** Keeps what was forced, and of the rest all, nothing, or some pages and pieces, as chance has it. */
    void losePower(RandomSource random) {
        Fate ofFile = Fate.drawn(random);
        for (int index = dirtyPages.nextSetBit(0); index >= 0; index = dirtyPages.nextSetBit(index + 1)) {
            Page page = pages.get(index);
            if (page != null) {
                page.revert(piecesLost(ofFile, random));
            }
        }
        dirtyPages.clear();
        sizeBytes = survivingSize(ofFile, random);
        dropBehind(sizeBytes);
        forcedSizeBytes = sizeBytes;
    }

    private static int piecesLost(Fate ofFile, RandomSource random) {
        Fate ofPage = ofFile == Fate.MIXED ? Fate.drawn(random) : ofFile;
        return switch (ofPage) {
            case KEPT -> 0;
            case LOST -> (1 << PIECES_PER_PAGE) - 1;
            case MIXED -> random.nextInt(1 << PIECES_PER_PAGE);
        };
    }

    private long survivingSize(Fate ofFile, RandomSource random) {
        long low = Math.min(sizeBytes, forcedSizeBytes);
        long high = Math.max(sizeBytes, forcedSizeBytes);
        return switch (ofFile) {
            case KEPT -> sizeBytes;
            case LOST -> forcedSizeBytes;
            case MIXED -> random.nextInt(2) == 0 ? high : low + (long) (random.nextDouble() * (high - low)) / PIECE_BYTES * PIECE_BYTES;
        };
    }

    private void dropBehind(long endBytes) {
        int pageCount = (int) ((endBytes + PAGE_BYTES - 1) / PAGE_BYTES);
        while (pages.size() > pageCount) {
            pages.remove(pages.size() - 1);
        }
        Page last = pageOf(endBytes);
        if (last != null) {
            Arrays.fill(last.bytes, (int) (endBytes % PAGE_BYTES), PAGE_BYTES, (byte) 0);
        }
    }

    /** What a loss of power does to something that was not forced. */
    private enum Fate {
        KEPT,
        LOST,
        MIXED;

        /** Half of all is mixed. */
        static Fate drawn(RandomSource random) {
            return switch (random.nextInt(4)) {
                case 0 -> KEPT;
                case 1 -> LOST;
                default -> MIXED;
            };
        }
    }

    /** A page, the pieces of it that were not forced, and what these were before. */
    private static final class Page {
        private final byte[] bytes = new byte[PAGE_BYTES];
        private byte @Nullable [] before;
        private int dirtyPieces;

        void store(int offset, ByteBuffer source, int byteCount) {
            for (int piece = offset / PIECE_BYTES; piece <= (offset + byteCount - 1) / PIECE_BYTES; piece++) {
                if ((dirtyPieces & (1 << piece)) == 0) {
                    dirtyPieces |= 1 << piece;
                    remember(piece * PIECE_BYTES);
                }
            }
            source.get(bytes, offset, byteCount);
        }

        /** Zeros before are remembered by having nothing: that is what an append meets. */
        private void remember(int start) {
            byte[] known = before;
            if (known == null && Arrays.equals(bytes, start, start + PIECE_BYTES, ZEROS, 0, PIECE_BYTES)) {
                return;
            }
            if (known == null) {
                known = new byte[PAGE_BYTES];
                before = known;
            }
            System.arraycopy(bytes, start, known, start, PIECE_BYTES);
        }

        /** Forces the first pieces; true when none is left dirty. */
        boolean force(int pieceCount) {
            dirtyPieces &= -(1 << pieceCount);
            if (dirtyPieces == 0) {
                before = null;
            }
            return dirtyPieces == 0;
        }

        void revert(int lostPieces) {
            for (int piece = 0; piece < PIECES_PER_PAGE; piece++) {
                if ((dirtyPieces & lostPieces & (1 << piece)) != 0) {
                    int start = piece * PIECE_BYTES;
                    System.arraycopy(before == null ? ZEROS : before, start, bytes, start, PIECE_BYTES);
                }
            }
            before = null;
            dirtyPieces = 0;
        }
    }
}
