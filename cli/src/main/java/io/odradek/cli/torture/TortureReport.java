package io.odradek.cli.torture;

import io.odradek.cli.output.JsonLine;
import io.odradek.cli.output.Quantity;
import io.odradek.cli.output.Table;
import io.odradek.cli.output.Table.Column;
import io.odradek.testkit.judge.Violation;
import java.io.PrintStream;
import java.util.Locale;

/**
 * What came of a torture, as text or JSON.
 *
 * <p>Immutable.
 */
public final class TortureReport {
    private TortureReport() {}

    /** Writes it for people. */
    public static void print(TortureResult result, PrintStream out) {
        Table faults = new Table(Column.text("fault"), Column.number("times"), Column.number("longest gap"));
        for (FaultKind kind : FaultKind.values()) {
            TortureResult.KindSums sums = result.kinds().get(kind);
            if (sums != null) {
                faults.add(kind.words(), Integer.toString(sums.count()), seconds(sums.longestGapNs()));
            }
        }
        faults.print(out);
        out.println();
        Table clients = new Table(Column.text("client"), Column.number("sent"), Column.number("acknowledged"));
        for (TortureResult.ClientSums client : result.clients()) {
            clients.add(client.name(), Quantity.count(client.sent()), Quantity.count(client.acknowledged()));
        }
        clients.print(out);
        out.println();
        Table figures = new Table(Column.text("seed"), Column.number(Long.toString(result.seed())));
        figures.add("elapsed", seconds(result.elapsedNs()));
        figures.add("sent", Quantity.count(result.sent()));
        figures.add("acknowledged", Quantity.count(result.acknowledged()));
        figures.add("in the log", Quantity.count(result.inLog()));
        figures.add("seen by readers", Quantity.count(result.seen()));
        figures.add("longest gap", seconds(result.longestGapNs()));
        figures.print(out);
        out.println();
        result.remarks().forEach(remark -> out.println("note: " + remark));
        if (result.verdict().isRight()) {
            out.println(result.verdict().checked().size() + " promises kept");
        } else {
            for (Violation violation : result.verdict().violations()) {
                out.println("BROKEN: " + violation);
            }
            out.println("the same faults are drawn by --seed " + result.seed());
        }
    }

    /** Writes it for programs. */
    public static void printJson(TortureResult result, PrintStream out) {
        new JsonLine().printObject(out, line -> {
            line.writeNumberField("seed", result.seed());
            line.writeNumberField("elapsed_ms", result.elapsedNs() / 1_000_000);
            line.writeNumberField("sent", result.sent());
            line.writeNumberField("acknowledged", result.acknowledged());
            line.writeNumberField("in_log", result.inLog());
            line.writeNumberField("seen", result.seen());
            line.writeNumberField("longest_gap_ms", result.longestGapNs() / 1_000_000);
            line.writeArrayFieldStart("clients");
            for (TortureResult.ClientSums client : result.clients()) {
                line.writeStartObject();
                line.writeStringField("name", client.name());
                line.writeNumberField("sent", client.sent());
                line.writeNumberField("acknowledged", client.acknowledged());
                line.writeEndObject();
            }
            line.writeEndArray();
            line.writeArrayFieldStart("faults");
            for (FaultKind kind : FaultKind.values()) {
                TortureResult.KindSums sums = result.kinds().get(kind);
                if (sums != null) {
                    line.writeStartObject();
                    line.writeStringField("kind", kind.words());
                    line.writeNumberField("times", sums.count());
                    line.writeNumberField("longest_gap_ms", sums.longestGapNs() / 1_000_000);
                    line.writeEndObject();
                }
            }
            line.writeEndArray();
            line.writeArrayFieldStart("remarks");
            for (String remark : result.remarks()) {
                line.writeString(remark);
            }
            line.writeEndArray();
            line.writeNumberField("promises", result.verdict().checked().size());
            line.writeArrayFieldStart("broken");
            for (Violation violation : result.verdict().violations()) {
                line.writeString(violation.toString());
            }
            line.writeEndArray();
        });
    }

    private static String seconds(long ns) {
        return String.format(Locale.ROOT, "%.1f s", ns / 1e9);
    }
}
