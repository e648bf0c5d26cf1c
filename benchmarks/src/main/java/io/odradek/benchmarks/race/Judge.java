package io.odradek.benchmarks.race;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Kafka's own admin client in a process of its own. Confined to the race's thread. */
final class Judge implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;

    Judge(Process process) {
        this.process = process;
        this.answers = process.inputReader();
        this.commands = process.outputWriter();
    }

    void create(RunningBroker broker, String topic, int partitionCount) throws IOException {
        ask("create " + broker.bootstrapServers() + " " + topic + " " + partitionCount);
    }

    long count(RunningBroker broker, String topic, int partitionCount) throws IOException {
        return ask("count " + broker.bootstrapServers() + " " + topic + " " + partitionCount);
    }

    void delete(RunningBroker broker, String topic) throws IOException {
        ask("delete " + broker.bootstrapServers() + " " + topic);
    }

    private long ask(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        String answer = answers.readLine();
        if (answer == null || answer.startsWith("failed")) {
            throw new IOException(command + ": " + answer);
        }
        return Long.parseLong(answer);
    }

    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } finally {
            process.destroy();
        }
    }
}
