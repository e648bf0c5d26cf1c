package io.odradek.storage.mmap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A file is closed by the last of those that hold it, be it the segment or a reader on another loop. */
@JCStressTest
@State
@Outcome(id = {"true, false", "false, true"}, expect = Expect.ACCEPTABLE, desc = "one was the last")
@Outcome(expect = Expect.FORBIDDEN, desc = "nobody closes it, or two do")
public class SharedFileStress {
    private static final FileChannel CHANNEL = channel();
    private final SharedFile file = new SharedFile(CHANNEL);

    /** A reader has leased a range. */
    public SharedFileStress() {
        file.retain();
    }

    private static FileChannel channel() {
        try {
            Path path = Files.createTempFile("shared", null);
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Actor
    public void segment(ZZ_Result result) {
        result.r1 = file.release();
    }

    @Actor
    public void reader(ZZ_Result result) {
        file.retain();
        file.release();
        result.r2 = file.release();
    }
}
