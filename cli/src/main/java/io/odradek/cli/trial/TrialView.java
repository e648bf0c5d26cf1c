package io.odradek.cli.trial;

import io.odradek.cli.console.Console;
import io.odradek.cli.output.Table;
import io.odradek.cli.output.Table.Column;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows a trial on standard error: a table that changes in its place where a person watches, and a line now and then elsewhere.
 *
 * <p>Confined to one thread.
 */
public final class TrialView {
    private static final long PLAIN_EVERY_NS = 5_000_000_000L;
    private static final String LINE_UP = "\u001B[1A";
    private static final String ERASE_LINE = "\u001B[2K\r";

    private final Console console;
    private int drawnLines;
    private long elapsedNs;
    private long plainAtNs;
    private long rateFromNs;
    private long rateFromCount;
    private long rate;

    /** A view with nothing to see yet. */
    public TrialView(Console console) {
        this.console = console;
    }

    /** Something happened: a line that stays. */
    public void event(String sentence) {
        erase();
        console.err().println(seconds(elapsedNs) + "  " + sentence);
        console.err().flush();
    }

    /** How it stands now. */
    public void show(Snapshot now) {
        elapsedNs = now.elapsedNs();
        if (now.elapsedNs() - rateFromNs >= 1_000_000_000L) {
            rate = (now.acknowledgedCount() - rateFromCount) * 1_000_000_000L / (now.elapsedNs() - rateFromNs);
            rateFromNs = now.elapsedNs();
            rateFromCount = now.acknowledgedCount();
        }
        if (console.progress()) {
            erase();
            draw(table(now));
        } else if (now.elapsedNs() >= plainAtNs) {
            plainAtNs = now.elapsedNs() + PLAIN_EVERY_NS;
            console.err().println(line(now));
            console.err().flush();
        }
    }

    /** The table is not needed any more. */
    public void end() {
        erase();
        console.err().flush();
    }

    private void erase() {
        for (int i = 0; i < drawnLines; i++) {
            console.err().print(LINE_UP + ERASE_LINE);
        }
        drawnLines = 0;
    }

    private void draw(List<String> lines) {
        lines.forEach(console.err()::println);
        console.err().flush();
        drawnLines = lines.size();
    }

    private List<String> table(Snapshot now) {
        Table table = new Table(Column.number("broker"), Column.text("process"), Column.number("leads"), Column.number("in sync"));
        for (Snapshot.BrokerLine broker : now.brokers()) {
            table.add(
                    Integer.toString(broker.id()),
                    state(broker),
                    Long.toString(broker.leadsCount()),
                    Long.toString(broker.inSyncCount()));
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        table.print(new PrintStream(text, true, StandardCharsets.UTF_8));
        String figures = String.format(
                Locale.ROOT,
                "%s  sent %,d  acknowledged %,d (%,d/s)  longest wait now %.1f s",
                seconds(now.elapsedNs()),
                now.sentCount(),
                now.acknowledgedCount(),
                rate,
                now.openGapNs() / 1e9);
        return Stream.concat(text.toString(StandardCharsets.UTF_8).lines(), Stream.of(figures))
                .toList();
    }

    private String line(Snapshot now) {
        String brokers = now.brokers().stream()
                .map(broker -> broker.id() + " " + state(broker) + " leads " + broker.leadsCount())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s  sent %,d, acknowledged %,d; %s",
                seconds(now.elapsedNs()),
                now.sentCount(),
                now.acknowledgedCount(),
                brokers);
    }

    private static String state(Snapshot.BrokerLine broker) {
        return broker.state().name().toLowerCase(Locale.ROOT);
    }

    private static String seconds(long ns) {
        return String.format(Locale.ROOT, "%6.1f s", ns / 1e9);
    }
}
