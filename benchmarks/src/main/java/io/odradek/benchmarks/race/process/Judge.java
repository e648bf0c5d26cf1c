package io.odradek.benchmarks.race.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Kafka's own admin client and consumer in a process of their own, which create topics and look at what came to be in them.
 *
 * <p>Confined to the race's thread.
 */
public final class Judge implements AutoCloseable {
    private static final long STOP_SECONDS_MAX = 10;
    private static final String VOID = "void ";

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;

    /** Talks with a process that runs. */
    public Judge(Process process) {
        this.process = process;
        this.answers = process.inputReader();
        this.commands = process.outputWriter();
    }

    /**
     * What a topic should hold.
     *
     * @param name its name
     * @param partitionCount how many partitions it has
     * @param acknowledgedCount how many records were acknowledged
     * @param keyed whether they have keys
     * @param records the file with all that they may be
     */
    public record Expectation(String name, int partitionCount, long acknowledgedCount, boolean keyed, Path records) {}

    /** Creates a topic and returns when it can be sent to. */
    public void create(String servers, String topic, int partitionCount) throws IOException {
        ask("create " + servers + " " + topic + " " + partitionCount);
    }

    /** Why the round is void, if it is. */
    public Optional<String> findFault(String servers, Expectation topic) throws IOException {
        String answer = ask("check " + servers + " " + topic.name + " " + topic.partitionCount + " " + topic.acknowledgedCount + " "
                + (topic.keyed ? "with" : "without") + " " + topic.records);
        return answer.startsWith(VOID) ? Optional.of(answer.substring(VOID.length())) : Optional.empty();
    }

    /** Deletes a topic. */
    public void delete(String servers, String topic) throws IOException {
        ask("delete " + servers + " " + topic);
    }

    private String ask(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        String answer = answers.readLine();
        if (answer == null || answer.startsWith("failed")) {
            throw new IOException(command + ": " + answer);
        }
        return answer;
    }

    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } finally {
            Processes.end(process, STOP_SECONDS_MAX);
        }
    }
}
