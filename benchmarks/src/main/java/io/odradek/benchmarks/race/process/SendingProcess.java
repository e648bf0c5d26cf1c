package io.odradek.benchmarks.race.process;

import io.odradek.benchmarks.race.course.Figures;
import io.odradek.benchmarks.race.course.Figures.Usage;
import io.odradek.benchmarks.race.program.SentFigures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A producer in a process of its own, from its warm-up to its end. Whatever its language, it speaks as the programs' package says.
 *
 * <p>Confined to the race's thread.
 */
public final class SendingProcess {
    private static final long END_SECONDS_MAX = 20;
    private static final String GO = "go\n";

    private final Process process;
    private final BufferedReader output;
    private final Writer input;

    private SendingProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
        this.input = process.outputWriter();
    }

    /**
     * What one turn gave.
     *
     * @param sentCount records sent in all, those of the warm-up included
     * @param figures what was measured
     */
    public record Turn(long sentCount, Figures figures) {}

    /**
     * Lets the process warm up and work, and looks at it and at the broker meanwhile.
     *
     * @param process just started
     * @param broker whom it sends to, if anybody
     * @param timeMax after which it is ended
     * @throws IOException when it ends without figures
     */
    public static Turn take(Process process, Optional<ProcessUsage> broker, Duration timeMax) throws IOException {
        CompletableFuture.delayedExecutor(timeMax.toMillis(), TimeUnit.MILLISECONDS).execute(process::destroyForcibly);
        try {
            return new SendingProcess(process).take(new ProcessUsage(process.toHandle()), broker);
        } catch (UncheckedIOException closed) {
            throw closed.getCause();
        } finally {
            Processes.awaitEnd(process, END_SECONDS_MAX);
        }
    }

    private Turn take(ProcessUsage client, Optional<ProcessUsage> broker) throws IOException {
        awaitLine("ready"::equals);
        broker.ifPresent(ProcessUsage::forgetPeak);
        long brokerCpuBeforeNs = broker.map(ProcessUsage::cpuNs).orElse(0L);
        long clientCpuBeforeNs = client.cpuNs();
        say();
        SentFigures sent = SentFigures.parse(awaitLine(SentFigures::isLine));
        Usage clientUsage = new Usage(client.cpuNs() - clientCpuBeforeNs, client.peakBytes());
        Usage brokerUsage = broker.map(usage -> new Usage(usage.cpuNs() - brokerCpuBeforeNs, usage.peakBytes())).orElse(Usage.NONE);
        say();
        return new Turn(sent.sentCount(), new Figures(sent.recordCount(), sent.elapsedNs(), clientUsage, brokerUsage, sent.latency()));
    }

    /** Other lines, such as a recording's of the JVM, are of no interest. */
    private String awaitLine(Predicate<String> wanted) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (wanted.test(line)) {
                return line;
            }
        }
        throw new IOException("the producer's process ended early");
    }

    private void say() throws IOException {
        input.write(GO);
        input.flush();
    }
}
