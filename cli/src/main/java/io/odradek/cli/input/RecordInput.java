package io.odradek.cli.input;

import io.odradek.cli.console.CommandFailure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Gives records, one after the other, as the input has them.
 *
 * <p>Confined to one thread, {@link #bytesRead} aside.
 */
public interface RecordInput extends AutoCloseable {
    /**
     * The next record, or null at the end.
     *
     * @throws CommandFailure when the input does not have the form it must have; the sentence names the line
     */
    @Nullable InputRecord next() throws IOException;

    /** Bytes consumed so far; may be asked on any thread. */
    long bytesRead();

    @Override
    void close() throws IOException;
}
