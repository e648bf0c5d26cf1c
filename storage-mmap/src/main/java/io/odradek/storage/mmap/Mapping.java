package io.odradek.storage.mmap;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A part of a file in memory, to store into: the one class that maps and unmaps.
 *
 * <p>It has one owner at a time: the worker that maps it, then the event loop that stores, then the worker that unmaps it. Where {@code
 * java.lang.foreign} is final (JDK 22) an arena unmaps, and a store after that is an exception; before, {@code Unsafe.invokeCleaner}
 * does (JEP 454, JEP 471).
 */
final class Mapping {
    /** The largest part one mapping may have; larger ones are several. */
    static final long SIZE_BYTES_MAX = 1L << 30;

    private static final int PAGE_BYTES = 4096;
    private static final Technique TECHNIQUE = Technique.ofThisJvm();

    private final ByteBuffer bytes;
    private final Unmap unmap;

    private Mapping(ByteBuffer bytes, Unmap unmap) {
        this.bytes = bytes;
        this.unmap = unmap;
    }

    /**
     * Maps a part of a file that was filled with zeros by writing, so that it has no hole, and touches its pages, so that the loop
     * which stores there need not wait for them. Nobody may store there meanwhile.
     */
    static Mapping ofFilledPart(FileChannel channel, long positionBytes, long sizeBytes) throws IOException {
        Mapping mapping = TECHNIQUE.map(channel, positionBytes, sizeBytes);
        int pageStart = (int) (-positionBytes & (PAGE_BYTES - 1));
        try {
            for (int i = pageStart; i < sizeBytes; i += PAGE_BYTES) {
                mapping.bytes.put(i, (byte) 0);
            }
        } catch (InternalError fault) {
            mapping.unmap();
            throw new IOException("a page could not be stored to", fault);
        }
        return mapping;
    }

    int sizeBytes() {
        return bytes.capacity();
    }

    /**
     * Copies into the mapping; moves no position. A fault of the file is an {@link InternalError}, thrown here by current JVMs; JDK 17
     * throws it on the same thread, but only later, which is why nobody may make a hole where this stores.
     */
    void put(int index, ByteBuffer source, int from, int sizeBytes) {
        bytes.put(index, source, from, sizeBytes);
    }

    /** Ends the mapping. Its owner calls it once, and never stores again. */
    void unmap() {
        unmap.run(bytes);
    }

    @FunctionalInterface
    private interface Unmap {
        void run(ByteBuffer mapped);
    }

    /** How this JVM maps what can be unmapped. */
    private interface Technique {
        Mapping map(FileChannel channel, long positionBytes, long sizeBytes) throws IOException;

        static Technique ofThisJvm() {
            try {
                return Runtime.version().feature() >= 22 ? new ArenaTechnique() : new CleanerTechnique();
            } catch (ReflectiveOperationException missing) {
                throw new ExceptionInInitializerError(missing);
            }
        }
    }

    private static final class ArenaTechnique implements Technique {
        private final MethodHandle newSharedArena;
        private final MethodHandle map;
        private final MethodHandle asByteBuffer;
        private final MethodHandle closeArena;

        ArenaTechnique() throws ReflectiveOperationException {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> arena = Class.forName("java.lang.foreign.Arena");
            Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
            this.newSharedArena = lookup.findStatic(arena, "ofShared", MethodType.methodType(arena));
            this.map = lookup.findVirtual(
                    FileChannel.class, "map", MethodType.methodType(segment, MapMode.class, long.class, long.class, arena));
            this.asByteBuffer = lookup.findVirtual(segment, "asByteBuffer", MethodType.methodType(ByteBuffer.class));
            this.closeArena = lookup.findVirtual(arena, "close", MethodType.methodType(void.class));
        }

        @Override
        public Mapping map(FileChannel channel, long positionBytes, long sizeBytes) throws IOException {
            Object arena = null;
            try {
                arena = newSharedArena.invoke();
                Object segment = map.invoke(channel, MapMode.READ_WRITE, positionBytes, sizeBytes, arena);
                Object opened = arena;
                return new Mapping((ByteBuffer) asByteBuffer.invoke(segment), mapped -> close(opened));
            } catch (Throwable failure) {
                if (arena != null) {
                    close(arena);
                }
                throw rethrown(failure);
            }
        }

        private void close(Object arena) {
            try {
                closeArena.invoke(arena);
            } catch (Throwable failure) {
                throw unchecked(failure);
            }
        }
    }

    private static final class CleanerTechnique implements Technique {
        private final MethodHandle invokeCleaner;

        CleanerTechnique() throws ReflectiveOperationException {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            this.invokeCleaner = MethodHandles.publicLookup()
                    .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
                    .bindTo(instance.get(null));
        }

        @Override
        public Mapping map(FileChannel channel, long positionBytes, long sizeBytes) throws IOException {
            return new Mapping(channel.map(MapMode.READ_WRITE, positionBytes, sizeBytes), this::clean);
        }

        private void clean(ByteBuffer mapped) {
            try {
                invokeCleaner.invoke(mapped);
            } catch (Throwable failure) {
                throw unchecked(failure);
            }
        }
    }

    private static IOException rethrown(Throwable failure) {
        return failure instanceof IOException known ? known : new IOException("mapping failed: " + failure.getMessage(), failure);
    }

    private static RuntimeException unchecked(Throwable failure) {
        return new IllegalStateException("unmapping failed: " + failure.getMessage(), failure);
    }
}
