package io.odradek.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Hands Jazzer's inputs to {@link CodecsTarget}. */
class CodecsFuzzTest {
    private final FuzzTarget target = new CodecsTarget();

    @FuzzTest
    void read_anyBytes_endsAsPermitted(byte[] input) {
        target.read(input);
    }
}
