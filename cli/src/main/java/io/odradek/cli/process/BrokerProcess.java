package io.odradek.cli.process;

import io.odradek.cli.console.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A broker in a process of its own, which can be started again and again.
 *
 * <p>Thread-safe; signals are sent by the thread that asks for it.
 */
public final class BrokerProcess {
    /** What a broker prints when it accepts connections. */
    static final String READY = "odradek broker is ready at ";

    private static final long LOG_SIZE_BYTES_MAX = 16L << 20;
    private static final Duration DEATH_MAX = Duration.ofSeconds(10);

    private final BrokerSite site;
    private final JavaProgram program;
    private final List<String> arguments;
    private final DeathListener deaths;
    private @Nullable Process process;
    private @Nullable Process toldToEnd;
    private State state = State.STOPPED;

    /** How a process is. */
    public enum State {
        /** There is none. */
        STOPPED,
        /** It does not accept connections yet. */
        STARTING,
        /** It serves. */
        RUNNING,
        /** It stands still (SIGSTOP). */
        PAUSED,
        /** It was told to end. */
        STOPPING
    }

    /** Hears of a process that ended and was not told to. */
    @FunctionalInterface
    public interface DeathListener {
        /** Called on a thread of the JVM's; {@code lastWords} is what stood last in the log, or empty. */
        void died(BrokerSite site, int exitCode, String lastWords);
    }

    /** A broker without a process. */
    BrokerProcess(BrokerSite site, JavaProgram program, List<String> arguments, DeathListener deaths) {
        this.site = site;
        this.program = program;
        this.arguments = List.copyOf(arguments);
        this.deaths = deaths;
    }

    /** Where it lives. */
    public BrokerSite site() {
        return site;
    }

    /** How its process is. */
    public synchronized State state() {
        return state;
    }

    /** The number of its process, if there is one. */
    public synchronized OptionalLong pid() {
        return process == null || state == State.STOPPED ? OptionalLong.empty() : OptionalLong.of(process.pid());
    }

    /**
     * Starts a process, of which there must be none.
     *
     * @return when it accepts connections; a failure with its last words when it ends before
     */
    public synchronized CompletableFuture<Void> start() {
        if (state != State.STOPPED) {
            throw new IllegalStateException("broker " + site.id() + " has a process already, which is " + state);
        }
        CompletableFuture<Void> ready = new CompletableFuture<>();
        try {
            Files.createDirectories(site.directory());
            long logStart = turnLog(site.log());
            Process begun = program.process(arguments)
                    .redirectError(Redirect.appendTo(site.log().toFile()))
                    .start();
            begun.getOutputStream().close();
            process = begun;
            state = State.STARTING;
            Thread listener = new Thread(() -> listen(begun, ready), "odradek-broker-" + site.id() + "-output");
            listener.setDaemon(true);
            listener.start();
            begun.onExit().thenAccept(ended -> ended(begun, logStart, ready));
        } catch (IOException failed) {
            throw CommandFailure.failed("broker " + site.id() + " cannot be started in " + site.directory() + ": " + failed.getMessage(), failed);
        }
        return ready;
    }

    /** Puts a log that has grown long aside, in the place of the one before; where the new process will begin to write. */
    private static long turnLog(Path log) throws IOException {
        long sizeBytes = Files.exists(log) ? Files.size(log) : 0;
        if (sizeBytes <= LOG_SIZE_BYTES_MAX) {
            return sizeBytes;
        }
        Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        return 0;
    }

    private void listen(Process begun, CompletableFuture<Void> ready) {
        try (BufferedReader out = begun.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(READY)) {
                    became(begun, State.STARTING, State.RUNNING);
                    ready.complete(null);
                }
            }
        } catch (IOException gone) {
            // The end of the process tells what there is to tell.
        }
    }

    private synchronized void became(Process whose, State from, State to) {
        if (process == whose && state == from) {
            state = to;
        }
    }

    private void ended(Process whose, long logStart, CompletableFuture<Void> ready) {
        boolean expected;
        synchronized (this) {
            expected = toldToEnd == whose;
            if (process == whose) {
                state = State.STOPPED;
            }
        }
        int exitCode = whose.exitValue();
        String words = LastWords.of(site.log(), logStart);
        boolean wasReady = !ready.completeExceptionally(CommandFailure.failed("broker " + site.id() + " did not start: "
                + (words.isEmpty() ? "it ended with code " + exitCode : words) + " (its log is " + site.log() + ")"));
        if (wasReady && !expected) {
            deaths.died(site, exitCode, words);
        }
    }

    /** Kills it (SIGKILL), whatever it is at, and waits until it is gone. Nothing happens without a process. */
    public void kill() throws InterruptedException {
        Process killed = ending();
        if (killed != null) {
            killed.destroyForcibly();
            await(killed, DEATH_MAX);
        }
    }

    /**
     * Asks it to end in good order (SIGTERM) and waits; kills it when it takes longer than that.
     *
     * @return its exit code, if it had a process and ended in time
     */
    public OptionalInt stop(Duration max) throws InterruptedException {
        Process stopped = ending();
        if (stopped == null) {
            return OptionalInt.empty();
        }
        stopped.destroy();
        if (await(stopped, max)) {
            return OptionalInt.of(stopped.exitValue());
        }
        stopped.destroyForcibly();
        await(stopped, DEATH_MAX);
        return OptionalInt.empty();
    }

    private synchronized @Nullable Process ending() {
        if (process == null || state == State.STOPPED) {
            return null;
        }
        if (state == State.PAUSED) {
            signal("CONT");
        }
        state = State.STOPPING;
        toldToEnd = process;
        return process;
    }

    /** Waits until it has ended, and until that has been taken note of, so that it can be started again. */
    private boolean await(Process ending, Duration max) throws InterruptedException {
        if (!ending.waitFor(max.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        synchronized (this) {
            if (process == ending) {
                state = State.STOPPED;
            }
        }
        return true;
    }

    /** Lets it stand still (SIGSTOP): its connections stay, and nothing answers. */
    public synchronized void pause() {
        if (state == State.RUNNING) {
            signal("STOP");
            state = State.PAUSED;
        }
    }

    /** Lets it go on (SIGCONT), as if nothing had been. */
    public synchronized void resume() {
        if (state == State.PAUSED) {
            signal("CONT");
            state = State.RUNNING;
        }
    }

    private void signal(String name) {
        Process target = process;
        if (target == null) {
            return;
        }
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(target.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            kill.waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException("broker " + site.id() + " cannot be sent SIG" + name, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return site.id() + " (" + site.advertised() + ")";
    }
}
