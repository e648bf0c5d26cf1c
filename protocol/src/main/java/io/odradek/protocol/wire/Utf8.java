package io.odradek.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Strings as UTF-8, measured before they are written, without an array in between where all is ASCII. Thread-safe. */
public final class Utf8 {

    private Utf8() {}

    /** The bytes that {@code value} takes; an unpaired surrogate counts as the one-byte replacement that the JDK writes for it. */
    public static int sizeBytes(String value) {
        int length = value.length();
        int sizeBytes = length;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                continue;
            }
            if (c < 0x800) {
                sizeBytes++;
            } else if (!Character.isSurrogate(c)) {
                sizeBytes += 2;
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(value.charAt(i + 1))) {
                sizeBytes += 2;
                i++;
            }
        }
        return sizeBytes;
    }

    /** Writes {@code value}, whose measured size the caller passes, and advances the buffer. */
    public static void put(ByteBuffer target, String value, int sizeBytes) {
        if (sizeBytes != value.length()) {
            target.put(value.getBytes(StandardCharsets.UTF_8));
            return;
        }
        for (int i = 0; i < sizeBytes; i++) {
            char c = value.charAt(i);
            target.put(c < 0x80 ? (byte) c : (byte) '?');
        }
    }

    /** Reads a string of so many bytes and advances the buffer; malformed sequences become U+FFFD, as in the JDK. */
    public static String get(ByteBuffer source, int sizeBytes) {
        if (source.hasArray()) {
            int from = source.arrayOffset() + source.position();
            source.position(source.position() + sizeBytes);
            return new String(source.array(), from, sizeBytes, StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[sizeBytes];
        source.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
