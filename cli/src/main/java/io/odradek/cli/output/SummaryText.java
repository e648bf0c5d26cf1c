package io.odradek.cli.output;

import io.odradek.cli.output.DeliverySummary.PartitionShare;
import io.odradek.cli.output.Table.Column;
import java.io.PrintStream;
import java.util.OptionalLong;

/**
 * A summary for people.
 *
 * <p>Immutable.
 */
public final class SummaryText {
    private SummaryText() {}

    /** Writes the totals, and a table of partitions below. */
    public static void print(DeliverySummary summary, PrintStream out) {
        out.println("topic                   " + summary.topic());
        out.println("records                 " + Quantity.count(summary.recordCount()) + failed(summary));
        out.println("bytes                   " + Quantity.count(summary.sizeBytes()) + " (" + Quantity.bytes(summary.sizeBytes()) + ")");
        out.println("elapsed                 " + Quantity.seconds(summary.elapsedNs()));
        out.println("records/s               " + Quantity.count(Math.round(summary.recordsPerSecond())));
        out.println("acknowledgement p50     " + Quantity.milliseconds(summary.ackP50Ns()));
        out.println("acknowledgement p99     " + Quantity.milliseconds(summary.ackP99Ns()));
        out.println();
        Table table = new Table(
                Column.number("partition"),
                Column.number("records"),
                Column.number("bytes"),
                Column.number("share"),
                Column.number("first offset"),
                Column.number("last offset"));
        for (PartitionShare share : summary.partitions()) {
            table.add(
                    Integer.toString(share.partition()),
                    Quantity.count(share.recordCount()),
                    Quantity.count(share.sizeBytes()),
                    Quantity.percent(share.recordCount(), summary.recordCount()),
                    offset(share.firstOffset()),
                    offset(share.lastOffset()));
        }
        table.print(out);
    }

    private static String failed(DeliverySummary summary) {
        return summary.failedCount() == 0 ? "" : " (" + Quantity.count(summary.failedCount()) + " failed)";
    }

    private static String offset(OptionalLong offset) {
        return offset.isPresent() ? Long.toString(offset.getAsLong()) : "-";
    }
}
