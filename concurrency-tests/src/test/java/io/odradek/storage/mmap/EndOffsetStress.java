package io.odradek.storage.mmap;

import io.odradek.spi.storage.FileRange;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Whoever is told of an end offset sees what stands before it. Offsets are a partition's loop's own; what a connection's loop gets, through
 * the queue of tasks that it turns, is a range of the file. The one stores through a mapping, the other reads through the channel.
 */
@JCStressTest
@State
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "nothing was published yet")
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the record was there")
@Outcome(expect = Expect.FORBIDDEN, desc = "the end was published before the record")
public class EndOffsetStress {
    private static final AppendingLog LOG = new AppendingLog();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();
    private final ConcurrentLinkedQueue<FileRange> published = new ConcurrentLinkedQueue<>();

    @Actor
    public void partition() {
        published.add(LOG.append(number));
    }

    @Actor
    public void connection(I_Result result) {
        FileRange range = published.poll();
        if (range != null) {
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
            boolean there = range.read(0, bytes) == Long.BYTES && bytes.getLong(0) == number;
            range.release();
            result.r1 = there ? 1 : -1;
        }
    }

    @Arbiter
    public void end() {
        for (FileRange range = published.poll(); range != null; range = published.poll()) {
            range.release();
        }
    }
}
