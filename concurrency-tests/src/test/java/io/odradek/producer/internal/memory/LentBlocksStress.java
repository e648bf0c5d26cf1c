package io.odradek.producer.internal.memory;

import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A block has one owner, while blocks of several sizes are cut and made whole again around it. */
@JCStressTest
@State
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "each had its own memory")
@Outcome(expect = Expect.FORBIDDEN, desc = "two wrote to the same memory")
public class LentBlocksStress {
    // One for all: to make one is far more than to use it, and a larger crowd finds more.
    private static final MemoryPool POOL = new MemoryPool(1 << 16);

    @Actor
    public void small(ZZ_Result result) {
        result.r1 = uses(MemoryPool.BLOCK_SIZE_BYTES_MIN, 1);
    }

    @Actor
    public void large(ZZ_Result result) {
        result.r2 = uses(4 * MemoryPool.BLOCK_SIZE_BYTES_MIN, 2);
    }

    private static boolean uses(int sizeBytes, long mark) {
        MemoryBlock block = POOL.acquireBeyond(sizeBytes);
        ByteBuffer bytes = block.buffer();
        boolean own = bytes.position() == 0 && bytes.remaining() == bytes.capacity();
        for (int at = 0; at < sizeBytes; at += 512) {
            bytes.putLong(at, mark);
        }
        for (int at = 0; at < sizeBytes; at += 512) {
            own &= bytes.getLong(at) == mark;
        }
        block.release();
        return own;
    }
}
