package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person gets to read when there is no broker at the address, or no directory for one. */
@Timeout(60)
class UnusableServerTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"produce", "consume"})
    void run_portThatRefuses_isOneSentence(String command) throws IOException {
        String address;
        try (ServerSocket closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "127.0.0.1:" + closedAtOnce.getLocalPort();
        }

        assertFailed(Run.of(command, "-t", "t", "-b", address), address);
    }

    @Test
    void run_nameThatDoesNotResolve_isOneSentence() {
        assertFailed(Run.of("topics", "list", "-b", "no-such-host.invalid:9092"), "no-such-host.invalid");
    }

    @Test
    void run_httpServer_isOneSentence() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread http = new Thread(() -> refuseAll(server));
            http.setDaemon(true);
            http.start();
            String address = "127.0.0.1:" + server.getLocalPort();

            assertFailed(Run.of("produce", "-t", "t", "-b", address), address + " does not speak Kafka");
        }
    }

    private static void refuseAll(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().flush();
                client.getInputStream().read();
            } catch (IOException ended) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(ended);
                }
            }
        }
    }

    @Test
    void run_dataDirectoryThatIsAFile_isOneSentence() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertFailed(Run.of("produce", "-t", "t", "--data-dir", file.toString()), file.toString());
    }

    private static void assertFailed(Run run, String part) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains(part).doesNotContain("\tat ");
        assertThat(run.err().lines().filter(line -> line.startsWith("odradek: "))).hasSize(1);
        assertThat(run.out()).isEmpty();
    }
}
