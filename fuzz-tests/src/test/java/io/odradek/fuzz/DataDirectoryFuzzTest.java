package io.odradek.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Hands Jazzer's inputs to {@link DataDirectoryTarget}. */
class DataDirectoryFuzzTest {
    private final FuzzTarget target = new DataDirectoryTarget();

    @FuzzTest
    void read_anyBytes_endsAsPermitted(byte[] input) {
        target.read(input);
    }
}
