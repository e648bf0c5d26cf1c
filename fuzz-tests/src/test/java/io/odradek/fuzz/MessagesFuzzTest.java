package io.odradek.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Hands Jazzer's inputs to {@link MessagesTarget}. */
class MessagesFuzzTest {
    private final FuzzTarget target = new MessagesTarget();

    @FuzzTest
    void read_anyBytes_endsAsPermitted(byte[] input) {
        target.read(input);
    }
}
