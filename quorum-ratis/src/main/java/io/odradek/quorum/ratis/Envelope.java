package io.odradek.quorum.ratis;

import java.nio.ByteBuffer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/** What an entry of the log holds: one byte that says what it is, and the command if it is one. */
final class Envelope {
    private static final byte MARK = 0;
    private static final byte COMMAND = 1;

    private Envelope() {}

    /** An entry that stands for a place in the log, and is no command. */
    static ByteString mark() {
        return UnsafeByteOperations.unsafeWrap(new byte[] {MARK});
    }

    /** Copies a command's remaining bytes. */
    static ByteString of(ByteBuffer command) {
        byte[] bytes = new byte[1 + command.remaining()];
        bytes[0] = COMMAND;
        command.duplicate().get(bytes, 1, bytes.length - 1);
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    static boolean holdsCommand(byte[] entry) {
        return entry.length > 0 && entry[0] == COMMAND;
    }

    static ByteBuffer command(byte[] entry) {
        return entry.length == 0 ? ByteBuffer.allocate(0) : ByteBuffer.wrap(entry, 1, entry.length - 1).slice().asReadOnlyBuffer();
    }
}
