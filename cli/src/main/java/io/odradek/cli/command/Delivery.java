package io.odradek.cli.command;

import io.odradek.api.OdradekException;
import io.odradek.api.Producer;
import io.odradek.api.ProducerRecord;
import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.Interruption;
import io.odradek.cli.input.InputRecord;
import io.odradek.cli.input.RecordInput;
import io.odradek.cli.output.DeliverySummary;
import io.odradek.cli.output.DeliveryTally;
import io.odradek.cli.output.Progress;
import io.odradek.spi.runtime.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends every record of an input and waits until all of them are acknowledged or have failed, or until it is interrupted.
 *
 * <p>Confined to the thread that calls {@link #run}, which may be called once. The input is read on a thread of its own, because a read
 * of standard input can only be abandoned, not interrupted. That thread waits in {@code send} while the producer's memory is full, so no
 * more of the input is in memory than {@code buffer.memory} allows.
 */
final class Delivery {
    private static final Duration FLUSH_AFTER_INTERRUPTION_MAX = Duration.ofSeconds(20);
    private static final int PROGRESS_EVERY_RECORDS = 128;

    private final Producer<byte[], byte[]> producer;
    private final RecordInput input;
    private final String topic;
    private final Clock clock;
    private final Progress progress;
    private final DeliveryTally tally;
    private final AtomicBoolean stopped = new AtomicBoolean();

    Delivery(Producer<byte[], byte[]> producer, RecordInput input, String topic, Clock clock, Progress progress) {
        this.producer = producer;
        this.input = input;
        this.topic = topic;
        this.clock = clock;
        this.progress = progress;
        this.tally = new DeliveryTally(topic);
    }

    /**
     * What came of it.
     *
     * @param summary the figures
     * @param failures a sentence for every kind of failed delivery
     * @param inputFailure why the input could not be read to its end, or null
     * @param interrupted whether it was ended early
     */
    record Outcome(
            DeliverySummary summary, List<String> failures, @Nullable CommandFailure inputFailure, boolean interrupted) {}

    Outcome run(Interruption interruption) {
        long startNs = clock.nanoTime();
        CompletableFuture<Void> inputDone = new CompletableFuture<>();
        Thread reader = new Thread(() -> readAll(inputDone), "odradek-input");
        reader.setDaemon(true);
        reader.start();
        CompletableFuture<Void> ending = inputDone.exceptionally(told -> null);
        CompletableFuture.anyOf(ending, interruption.requested()).join();
        boolean interrupted = !inputDone.isDone();
        stopped.set(true);
        settle(interrupted || interruption.isRequested(), interruption);
        progress.at(input.bytesRead());
        progress.close();
        DeliverySummary summary = tally.summary(clock.nanoTime() - startNs);
        return new Outcome(summary, tally.failureSentences(), failureOf(inputDone), interrupted);
    }

    private void readAll(CompletableFuture<Void> done) {
        try {
            long sentCount = 0;
            for (InputRecord record = input.next(); record != null && !stopped.get(); record = input.next()) {
                send(record);
                if (++sentCount % PROGRESS_EVERY_RECORDS == 0) {
                    progress.at(input.bytesRead());
                }
            }
            done.complete(null);
        } catch (CommandFailure notAsItMustBe) {
            done.completeExceptionally(notAsItMustBe);
        } catch (IOException unreadable) {
            done.completeExceptionally(CommandFailure.failed("the input cannot be read any further: " + unreadable.getMessage(), unreadable));
        } catch (RuntimeException unforeseen) {
            done.completeExceptionally(unforeseen);
        }
    }

    private void send(InputRecord record) {
        long sentNs = clock.nanoTime();
        producer.send(ProducerRecord.of(topic, record.key(), record.value()), (metadata, error) -> {
            if (metadata != null) {
                tally.acknowledged(metadata, clock.nanoTime() - sentNs);
            } else {
                tally.failed(java.util.Objects.requireNonNull(error, "a record was neither delivered nor did it fail"));
            }
        });
    }

    /** Waits for what was sent; not for long after an interruption, which may come while waiting too. */
    private void settle(boolean interrupted, Interruption interruption) {
        CompletableFuture<Void> flushed = producer.flush().exceptionally(told -> null);
        if (!interrupted) {
            CompletableFuture.anyOf(flushed, interruption.requested()).join();
        }
        try {
            flushed.get(FLUSH_AFTER_INTERRUPTION_MAX.toNanos(), TimeUnit.NANOSECONDS);
            producer.close();
        } catch (TimeoutException stuck) {
            producer.close(Duration.ZERO);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a flush whose failure was taken away failed", impossible);
        } catch (InterruptedException interruptedThread) {
            Thread.currentThread().interrupt();
            producer.close(Duration.ZERO);
        }
    }

    private static @Nullable CommandFailure failureOf(CompletableFuture<Void> inputDone) {
        if (!inputDone.isCompletedExceptionally()) {
            return null;
        }
        Throwable failure = inputDone.handle((nothing, thrown) -> thrown).join();
        if (failure instanceof CommandFailure sentence) {
            return sentence;
        }
        String why = failure instanceof OdradekException ? failure.getMessage() : failure.toString();
        return CommandFailure.failed("sending stopped: " + why, failure);
    }
}
