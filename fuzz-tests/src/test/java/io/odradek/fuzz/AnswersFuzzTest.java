package io.odradek.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Hands Jazzer's inputs to {@link AnswersTarget}. */
class AnswersFuzzTest {
    private final FuzzTarget target = new AnswersTarget();

    @FuzzTest
    void read_anyBytes_endsAsPermitted(byte[] input) {
        target.read(input);
    }
}
