package io.odradek.protocol.wire;

import java.nio.ByteBuffer;

/**
 * The wire form of one kind of struct: its name, an instance in which every field has its default, and the visit of its fields.
 *
 * <p>Immutable.
 *
 * @param name the name that errors show
 * @param blank the instance in which every field has its default; readers start from it
 * @param layout the visit of the fields
 */
public record Struct<T>(String name, T blank, Layout<T> layout) {

    /** Visits the fields of a struct in wire order and makes a struct of what comes back. */
    @FunctionalInterface
    public interface Layout<T> {

        /** Visits every field of {@code value}. */
        T visit(Wire wire, T value);
    }

    /**
     * Reads one struct at the buffer's position and advances it; bytes behind the struct stay unread.
     *
     * @param source big-endian; records in the result are slices of it
     * @throws MalformedMessageException when the bytes are not such a struct; the buffer's position and limit are then undefined
     */
    public T decode(ByteBuffer source, int version, boolean flexible, DecodeLimits limits) {
        return new WireReader(name, source, version, flexible, limits).message(this);
    }

    /**
     * The exact number of bytes that {@link #encode} writes.
     *
     * @throws UnencodableMessageException when the version cannot carry the value
     */
    public int sizeBytes(T value, int version, boolean flexible) {
        Sink.Counting sink = new Sink.Counting();
        new WireWriter(name, sink, version, flexible).message(this, value);
        return sink.position();
    }

    /**
     * Writes the struct at the buffer's position and advances it.
     *
     * @param target big-endian, with room for {@link #sizeBytes}
     * @throws UnencodableMessageException when the version cannot carry the value
     */
    public void encode(T value, ByteBuffer target, int version, boolean flexible) {
        new WireWriter(name, new Sink.Buffer(target), version, flexible).message(this, value);
    }
}
