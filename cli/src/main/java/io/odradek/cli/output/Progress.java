package io.odradek.cli.output;

import io.odradek.cli.console.Console;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar on standard error, where a person watches it, and nothing elsewhere.
 *
 * <p>Thread-safe.
 */
public final class Progress implements AutoCloseable {
    private static final int WIDTH = 100;
    private static final int INTERVAL_MS = 100;
    private static final long KIB = 1024;
    private static final long UNKNOWN = -1;

    private final Console console;
    private final @Nullable ProgressBar bar;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Progress(Console console, @Nullable ProgressBar bar) {
        this.console = console;
        this.bar = bar;
    }

    /** A bar that is full at {@code sizeBytes}, or one without an end. */
    public static Progress ofBytes(Console console, String task, OptionalLong sizeBytes) {
        return of(console, task, sizeBytes.orElse(UNKNOWN), " KiB", KIB);
    }

    /** A bar that is full at {@code count} of what {@code unit} names. */
    public static Progress ofCount(Console console, String task, long count, String unit) {
        return of(console, task, count, " " + unit, 1);
    }

    private static Progress of(Console console, String task, long max, String unit, long unitSize) {
        if (!console.progress()) {
            return new Progress(console, null);
        }
        return new Progress(console, new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(max)
                .setUpdateIntervalMillis(INTERVAL_MS)
                .setUnit(unit, unitSize)
                .setStyle(console.color() ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setConsumer(new DelegatingProgressBarConsumer(line -> console.err().print("\r" + line), WIDTH))
                .build());
    }

    /** So much is done. */
    public void at(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    /** Draws the bar a last time and ends its line. Idempotent. */
    @Override
    public void close() {
        if (bar != null && closed.compareAndSet(false, true)) {
            bar.close();
            console.err().println();
        }
    }
}
