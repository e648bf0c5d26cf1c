package io.odradek.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Hands Jazzer's inputs to {@link RecordsTarget}. */
class RecordsFuzzTest {
    private final FuzzTarget target = new RecordsTarget();

    @FuzzTest
    void read_anyBytes_endsAsPermitted(byte[] input) {
        target.read(input);
    }
}
