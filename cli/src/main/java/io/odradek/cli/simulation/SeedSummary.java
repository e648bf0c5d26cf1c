package io.odradek.cli.simulation;

import io.odradek.cli.output.JsonLine;
import io.odradek.cli.output.Quantity;
import io.odradek.cli.output.Table;
import java.io.PrintStream;
import java.util.Map;

/**
 * What a command tells of the seeds that it ran.
 *
 * <p>Immutable.
 *
 * @param range the seeds that were asked for
 * @param tally what became of those that ran
 * @param elapsedNs nanoseconds that it took
 */
public record SeedSummary(SeedRange range, SeedTally tally, long elapsedNs) {
    private static final int EXPLAINED_COUNT_MAX = 5;
    private static final double NS_PER_S = 1e9;

    /** For people: what went wrong, then the totals, then how often what happened. */
    public void print(PrintStream out) {
        Map<Long, String> wrong = tally.wrong();
        wrong.values().stream().limit(EXPLAINED_COUNT_MAX).forEach(explanation -> out.println(explanation + "\n"));
        if (wrong.size() > EXPLAINED_COUNT_MAX) {
            out.println("and wrong too: seeds " + wrong.keySet().stream().skip(EXPLAINED_COUNT_MAX).toList() + "\n");
        }
        out.println("seeds           " + Quantity.count(tally.seedCount()) + " of " + range.from() + " to " + range.last());
        out.println("right           " + Quantity.count(tally.seedCount() - wrong.size()));
        out.println("wrong           " + Quantity.count(wrong.size()));
        out.println("power was lost  in " + Quantity.count(tally.powerLossCount()));
        out.println("records sent    " + Quantity.count(tally.recordCount()));
        out.println("virtual time    " + Quantity.seconds(tally.virtualNs()));
        out.println("elapsed         " + Quantity.seconds(elapsedNs));
        out.println();
        Table table = new Table(Table.Column.number("times"), Table.Column.text("fault"));
        tally.faults().forEach((kind, count) -> table.add(Quantity.count(count), kind.words()));
        table.print(out);
    }

    /** For programs: one JSON object on one line. */
    public void printJson(PrintStream out) {
        Map<Long, String> wrong = tally.wrong();
        new JsonLine().printObject(out, line -> {
            line.writeNumberField("from", range.from());
            line.writeNumberField("seeds", tally.seedCount());
            line.writeNumberField("right", tally.seedCount() - wrong.size());
            line.writeNumberField("wrong", wrong.size());
            line.writeNumberField("power_lost", tally.powerLossCount());
            line.writeNumberField("records", tally.recordCount());
            line.writeNumberField("virtual_s", Math.round(tally.virtualNs() / NS_PER_S));
            line.writeNumberField("elapsed_ms", Quantity.roundedMs(elapsedNs));
            line.writeObjectFieldStart("faults");
            for (Map.Entry<SeedOutcome.PlannedFault, Integer> fault : tally.faults().entrySet()) {
                line.writeNumberField(fault.getKey().name(), fault.getValue());
            }
            line.writeEndObject();
            line.writeArrayFieldStart("wrong_seeds");
            for (Map.Entry<Long, String> seed : wrong.entrySet()) {
                line.writeStartObject();
                line.writeNumberField("seed", seed.getKey());
                line.writeStringField("explanation", seed.getValue());
                line.writeEndObject();
            }
            line.writeEndArray();
        });
    }
}
