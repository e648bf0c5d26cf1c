package io.odradek.cli.torture;

import io.odradek.testkit.history.Content;
import io.odradek.testkit.history.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A producer of whichever make, as a load sends with it.
 *
 * <p>Thread-safe.
 */
public interface RecordSender extends AutoCloseable {
    /** Sends a record to the partition that its key chooses; {@code told} learns what became of it, on any thread. */
    void send(String topic, Content content, Consumer<Outcome> told);

    /** Is done when what became of everything sent so far was told. */
    CompletableFuture<Void> flush();

    @Override
    void close();
}
