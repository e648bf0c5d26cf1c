package io.odradek.benchmarks.race.report;

import io.odradek.benchmarks.race.course.BrokerName;
import io.odradek.benchmarks.race.course.Course;
import io.odradek.benchmarks.race.course.ProducerName;
import io.odradek.benchmarks.race.course.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One Markdown table of medians, spreads and ratios, and sentences for what is the same in all rows and for void rounds.
 *
 * <p>Immutable.
 */
public final class MarkdownReport {
    private static final String NOTHING = "";

    private final Results results;
    private final List<Dimension> dimensions;
    private final boolean paced;

    /** The report on a race. */
    public MarkdownReport(Results results) {
        this.results = results;
        this.dimensions = Stream.of(Dimension.values()).filter(each -> each.varies(results.courses())).toList();
        this.paced = results.courses().stream().anyMatch(course -> course.work().isPaced());
    }

    /** The whole text; it ends with a line break. */
    public String text() {
        StringBuilder text = new StringBuilder();
        String same = sameInAllRows();
        if (!same.isEmpty()) {
            text.append("In all rows: ").append(same).append(".\n\n");
        }
        text.append(table().text()).append('\n');
        List<Round.Void> voids = results.voids();
        if (voids.isEmpty()) {
            text.append("No round was void.\n");
        }
        for (Round.Void each : voids) {
            text.append("Void: round ").append(each.number()).append(" of ").append(each.course()).append(": ").append(each.reason()).append("\n");
        }
        return text.toString();
    }

    private String sameInAllRows() {
        List<String> words = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            List<String> values = dimension.values(results.courses());
            if (values.size() == 1) {
                words.add(dimension.phrase(values.get(0)));
            }
        }
        return String.join(", ", words);
    }

    private MarkdownTable table() {
        MarkdownTable table = new MarkdownTable();
        dimensions.forEach(each -> table.words(each.title()));
        table.words("producer")
                .numbers("records/s", "spread", "ratio", "MB/s", "client µs/record", "ratio", "broker µs/record", "ratio", "client MB", "broker MB");
        if (paced) {
            table.numbers("p50 µs", "p99 µs", "spread", "ratio", "p99.9 µs", "max µs");
        }
        results.courses().forEach(course -> table.row(row(course)));
        return table;
    }

    private List<String> row(Course course) {
        boolean atRate = course.work().isPaced();
        Course reference = course.with(ProducerName.KAFKA_CLIENTS);
        List<String> cells = new ArrayList<>();
        dimensions.forEach(each -> cells.add(each.of(course)));
        cells.add(course.producer().label());
        cells.add(whole(course, Figure.RECORDS_PER_SECOND));
        cells.add(atRate ? NOTHING : spread(course, Figure.RECORDS_PER_SECOND));
        cells.add(atRate ? NOTHING : ratio(course, reference, Figure.RECORDS_PER_SECOND));
        cells.add(median(course, Figure.MEGABYTES_PER_SECOND, "%,.1f"));
        cells.add(median(course, Figure.CLIENT_CPU_US, "%,.2f"));
        cells.add(ratio(course, reference, Figure.CLIENT_CPU_US));
        cells.add(course.broker() == BrokerName.NONE ? NOTHING : median(course, Figure.BROKER_CPU_US, "%,.2f"));
        cells.add(ratio(course, course.with(BrokerName.KAFKA), Figure.BROKER_CPU_US));
        cells.add(megabytes(course, Figure.CLIENT_PEAK_MB));
        cells.add(megabytes(course, Figure.BROKER_PEAK_MB));
        if (paced) {
            cells.addAll(latencyCells(course, reference));
        }
        return cells;
    }

    private List<String> latencyCells(Course course, Course reference) {
        return List.of(
                whole(course, Figure.P50_US),
                whole(course, Figure.P99_US),
                spread(course, Figure.P99_US),
                ratio(course, reference, Figure.P99_US),
                whole(course, Figure.P999_US),
                whole(course, Figure.MAX_US));
    }

    private String whole(Course course, Figure figure) {
        return median(course, figure, "%,.0f");
    }

    private String median(Course course, Figure figure, String format) {
        return results.spread(course, figure).map(spread -> String.format(Locale.ROOT, format, spread.median())).orElse(NOTHING);
    }

    private String spread(Course course, Figure figure) {
        return results.spread(course, figure)
                .map(spread -> String.format(Locale.ROOT, "%,.0f – %,.0f", spread.min(), spread.max()))
                .orElse(NOTHING);
    }

    private String ratio(Course course, Course reference, Figure figure) {
        Optional<Double> ratio = course.producer().isContestant() ? results.ratio(course, reference, figure) : Optional.empty();
        return ratio.map(each -> String.format(Locale.ROOT, "%.2f", each)).orElse(NOTHING);
    }

    /** Where the system does not tell it, it is 0. */
    private String megabytes(Course course, Figure figure) {
        return results.spread(course, figure).filter(spread -> spread.max() > 0).isPresent() ? whole(course, figure) : NOTHING;
    }
}
