package io.odradek.fuzz.socket;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** A {@link BrokerProgram} in a JVM with little memory, which ends when that does not suffice. Caller synchronises. */
final class BrokerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader said;
    private final BufferedWriter commands;
    private final Path complaints;
    private String address = "";

    private BrokerProcess(Process process, Path complaints) {
        this.process = process;
        this.complaints = complaints;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    static BrokerProcess start(Path folder) throws IOException {
        Path complaints = folder.resolve("broker.err");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx96m",
                        "-XX:MaxDirectMemorySize=192m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProgram.class.getName(),
                        folder.resolve("data").toString())
                .redirectError(complaints.toFile())
                .start();
        BrokerProcess broker = new BrokerProcess(process, complaints);
        String ready = broker.said.readLine();
        if (ready == null || !ready.startsWith(BrokerProgram.READY)) {
            throw new AssertionError("the broker did not start: " + ready + File.separator + Files.readString(complaints));
        }
        broker.address = ready.substring(BrokerProgram.READY.length());
        return broker;
    }

    String address() {
        return address;
    }

    /** The bytes it has in use on the heap, after a collection, and outside of it. */
    long usedBytes() throws IOException {
        commands.write(BrokerProgram.MEMORY);
        commands.newLine();
        commands.flush();
        String answer = said.readLine();
        if (answer == null) {
            throw new AssertionError("the broker died: " + Files.readString(complaints));
        }
        return Long.parseLong(answer);
    }

    /** Stops it in good order. */
    void stop() throws IOException, InterruptedException {
        commands.close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the broker does not end: " + Files.readString(complaints));
        }
        Assertions.assertEquals(0, process.exitValue(), "exit code of the broker");
    }

    /** The lines of its log, warnings and worse. */
    List<String> complaints() throws IOException {
        return Files.readAllLines(complaints);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
