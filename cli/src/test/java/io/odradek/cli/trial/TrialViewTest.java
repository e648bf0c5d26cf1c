package io.odradek.cli.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.cli.console.Console;
import io.odradek.cli.console.Interruption;
import io.odradek.cli.process.BrokerProcess.State;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialViewTest {
    private static final long S = 1_000_000_000L;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void show_noTerminal_printsALineNowAndThen() {
        TrialView view = view(false);

        view.show(snapshot(0));
        view.event("something happened");
        view.show(snapshot(1));
        view.show(snapshot(6));
        view.end();

        assertThat(text().lines().toList())
                .containsExactly(
                        "   0.0 s  sent 2,000, acknowledged 1,000; 101 running leads 4, 102 paused leads 0",
                        "   0.0 s  something happened",
                        "   6.0 s  sent 2,000, acknowledged 1,000; 101 running leads 4, 102 paused leads 0");
        assertThat(text()).doesNotContain("\u001B");
    }

    @Test
    void show_terminal_drawsATableInItsPlace() {
        TrialView view = view(true);

        view.show(snapshot(0));
        view.show(snapshot(1));

        assertThat(text().lines().limit(4).toList())
                .containsExactly(
                        "broker  process  leads  in sync",
                        "   101  running      4        4",
                        "   102  paused       0        2",
                        "   0.0 s  sent 2,000  acknowledged 1,000 (0/s)  longest wait now 1.5 s");
        assertThat(text().split("\u001B\\[1A", -1)).hasSize(5);
    }

    @Test
    void end_terminal_takesTheTableAway() {
        TrialView view = view(true);
        view.show(snapshot(0));
        int drawn = text().length();

        view.end();
        view.end();

        assertThat(text().substring(drawn)).isEqualTo("\u001B[1A\u001B[2K\r".repeat(4));
    }

    private TrialView view(boolean terminal) {
        PrintStream out = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new TrialView(new Console(InputStream.nullInputStream(), out, out, terminal, false, new Interruption()));
    }

    private String text() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static Snapshot snapshot(long seconds) {
        return new Snapshot(
                seconds * S,
                2_000,
                1_000,
                3 * S / 2,
                List.of(
                        new Snapshot.BrokerLine(101, State.RUNNING, 4, 4),
                        new Snapshot.BrokerLine(102, State.PAUSED, 0, 2)));
    }
}
