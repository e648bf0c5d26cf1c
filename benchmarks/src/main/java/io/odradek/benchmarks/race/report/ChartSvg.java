package io.odradek.benchmarks.race.report;

import io.odradek.benchmarks.race.course.Course;
import io.odradek.benchmarks.race.course.ProducerName;
import io.odradek.benchmarks.race.report.SvgCanvas.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The medians as a picture: throughput and cost above, latencies below.
 *
 * <p>Immutable.
 */
public final class ChartSvg {
    static final double MARGIN = 24;
    static final double ROW_HEIGHT = 17;
    static final double GROUP_TITLE_HEIGHT = 22;

    private static final int WIDTH = 1020;
    private static final double GROUP_GAP = 8;
    private static final double PANEL_GAP = 34;

    private final Results results;
    private final List<Dimension> varying;

    /** The chart of a race. */
    public ChartSvg(Results results) {
        this.results = results;
        this.varying = Stream.of(Dimension.values()).filter(each -> each.varies(contestants())).toList();
    }

    static double groupHeight(int rowCount) {
        return GROUP_TITLE_HEIGHT + rowCount * ROW_HEIGHT + GROUP_GAP;
    }

    /** The whole document; it ends with a line break. */
    public String text() {
        SvgCanvas canvas = new SvgCanvas();
        canvas.text(MARGIN, 36, TextStyle.TITLE, "odradek bench");
        double y = 56;
        for (String line : notes()) {
            canvas.text(MARGIN, y, TextStyle.NOTE, line);
            y += 17;
        }
        y += 12;
        List<ChartGroup> fast = groups(false);
        if (!fast.isEmpty()) {
            y = new ThroughputPanel(results, fast).draw(canvas, y) + PANEL_GAP;
        }
        List<ChartGroup> paced = groups(true);
        if (!paced.isEmpty()) {
            y = new LatencyPanel(results, paced).draw(canvas, y) + PANEL_GAP;
        }
        return canvas.document(WIDTH, (int) y);
    }

    private List<Course> contestants() {
        return results.courses().stream().filter(course -> course.producer().isContestant()).toList();
    }

    private List<ChartGroup> groups(boolean paced) {
        List<Course> courses = results.courses().stream().filter(course -> course.work().isPaced() == paced).toList();
        List<Dimension> shown = varying.stream().filter(each -> each != Dimension.RATE || paced).toList();
        return ChartGroup.of(courses, shown);
    }

    /** What all have in common, and the limit that no bar could show beside them. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(Stream.of(Dimension.values())
                .filter(each -> each.values(contestants()).size() == 1)
                .map(each -> each.phrase(each.values(contestants()).get(0)))
                .collect(Collectors.joining(" · ")));
        results.courses().stream()
                .filter(course -> course.producer() == ProducerName.BARE_LOOP)
                .flatMap(course -> results.spread(course, Figure.RECORDS_PER_SECOND).stream()
                        .map(spread -> "The limit, a bare loop with " + Dimension.BYTES.phrase(Dimension.BYTES.of(course)) + " "
                                + Dimension.KEYS.phrase(Dimension.KEYS.of(course)) + ": " + Axis.count(spread.median()) + " records/s."))
                .forEach(notes::add);
        notes.removeIf(String::isEmpty);
        return notes;
    }
}
