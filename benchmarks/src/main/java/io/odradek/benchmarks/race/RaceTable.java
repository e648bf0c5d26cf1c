package io.odradek.benchmarks.race;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Figures by course, as a Markdown table of medians and ratios. Caller synchronises. */
final class RaceTable {
    private final Map<Course, List<RoundFigures>> figures = new LinkedHashMap<>();
    private final String reference;

    /** A table whose ratios compare with this producer. */
    RaceTable(String reference) {
        this.reference = reference;
    }

    void add(Course course, RoundFigures round) {
        figures.computeIfAbsent(course, any -> new ArrayList<>()).add(round);
    }

    String markdown() {
        StringBuilder text = new StringBuilder()
                .append("| broker | acks | settings | producer | records/s | spread | ratio | client µs/record | ratio | broker µs/record |\n")
                .append("|---|---|---|---|---:|---:|---:|---:|---:|---:|\n");
        figures.forEach((course, rounds) -> text.append(row(course, rounds)));
        return text.toString();
    }

    private String row(Course course, List<RoundFigures> rounds) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %,.0f | %,.0f – %,.0f | %s | %.2f | %s | %.2f |%n",
                course.broker(),
                course.acks(),
                course.settings(),
                course.producer(),
                median(rounds, RoundFigures::recordsPerSecond),
                rounds.stream().mapToDouble(RoundFigures::recordsPerSecond).min().orElse(Double.NaN),
                rounds.stream().mapToDouble(RoundFigures::recordsPerSecond).max().orElse(Double.NaN),
                ratio(course, RoundFigures::recordsPerSecond),
                median(rounds, RoundFigures::clientCpuUsPerRecord),
                ratio(course, RoundFigures::clientCpuUsPerRecord),
                median(rounds, RoundFigures::brokerCpuUsPerRecord));
    }

    private String ratio(Course course, ToDoubleFunction<RoundFigures> figure) {
        List<RoundFigures> compared = figures.get(course.with(reference));
        List<RoundFigures> own = figures.getOrDefault(course, List.of());
        return compared == null ? "–" : String.format(Locale.ROOT, "%.2f", median(own, figure) / median(compared, figure));
    }

    static double median(List<RoundFigures> rounds, ToDoubleFunction<RoundFigures> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
