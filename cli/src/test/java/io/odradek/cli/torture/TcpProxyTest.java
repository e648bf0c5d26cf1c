package io.odradek.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.cli.process.FreePorts;
import io.odradek.spi.transport.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proxy before a server that gives back what it gets. */
@Timeout(60)
class TcpProxyTest {
    private static final int SHORT_MS = 200;

    private ServerSocket server;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread echo = new Thread(this::echo);
        echo.setDaemon(true);
        echo.start();
        proxy = TcpProxy.start(new Endpoint("127.0.0.1", FreePorts.block(1)), new Endpoint("127.0.0.1", server.getLocalPort()));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void pass_untouched_bytesGoBothWays() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client, 7)).isEqualTo(7);
            assertThat(ask(client, 8)).isEqualTo(8);
        }
    }

    @Test
    void cut_connected_endsTheConnectionAndAllowsAnother() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client, 7)).isEqualTo(7);
            proxy.cut();
            assertThatThrownBy(() -> {
                        if (ask(client, 8) < 0) {
                            throw new IOException("the end");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        try (Socket another = connect()) {
            assertThat(ask(another, 9)).isEqualTo(9);
        }
    }

    @Test
    void pass_noAnswersForAWhile_areLateAndNotLost() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client, 7)).isEqualTo(7);
            proxy.pass(true, false);
            client.setSoTimeout(SHORT_MS);
            assertThatThrownBy(() -> ask(client, 8)).isInstanceOf(SocketTimeoutException.class);
            proxy.pass(true, true);
            client.setSoTimeout(0);
            assertThat(client.getInputStream().read()).isEqualTo(8);
        }
    }

    @Test
    void connect_nobodyBehind_isRefused() throws IOException {
        server.close();
        try (Socket client = connect()) {
            assertThatThrownBy(() -> {
                        if (ask(client, 7) < 0) {
                            throw new IOException("the end");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(proxy.endpoint().host(), proxy.endpoint().port());
    }

    private static int ask(Socket client, int value) throws IOException {
        client.getOutputStream().write(value);
        return client.getInputStream().read();
    }

    private void echo() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread each = new Thread(() -> echo(client));
                each.setDaemon(true);
                each.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException ended) {
            // By the proxy, which is what it is for.
        }
    }
}
