package io.odradek.benchmarks.race.report;

import io.odradek.benchmarks.race.course.Course;
import io.odradek.benchmarks.race.report.SvgCanvas.TextStyle;
import java.util.List;
import java.util.stream.Stream;

/** Bars of records a second, and beside them what a record costs both processes. Immutable. */
final class ThroughputPanel {
    private static final double BAR_HEIGHT = 12;
    private static final double SPEED_LEFT = 130;
    private static final double SPEED_WIDTH = 400;
    private static final double COST_LEFT = 660;
    private static final double COST_WIDTH = 260;

    private final Results results;
    private final List<ChartGroup> groups;

    ThroughputPanel(Results results, List<ChartGroup> groups) {
        this.results = results;
        this.groups = groups;
    }

    /** Draws it below {@code top}, and tells where it ends. */
    double draw(SvgCanvas canvas, double top) {
        canvas.text(ChartSvg.MARGIN, top + 14, TextStyle.HEADING, "Records a second");
        canvas.text(ChartSvg.MARGIN, top + 31, TextStyle.NOTE, "Median; the line spans all rounds. More is better.");
        canvas.text(COST_LEFT, top + 14, TextStyle.HEADING, "CPU of a record, µs");
        canvas.text(COST_LEFT, top + 31, TextStyle.NOTE, "Solid: the client's process. Pale: the broker's. Less is better.");
        double begin = top + 56;
        double end = begin + groups.stream().mapToDouble(group -> ChartSvg.groupHeight(group.courses().size())).sum();
        Axis speeds = Axis.linear(SPEED_LEFT, SPEED_WIDTH, highestSpeed());
        Axis costs = Axis.linear(COST_LEFT, COST_WIDTH, highestCost());
        speeds.draw(canvas, begin, end, Axis::count);
        costs.draw(canvas, begin, end, Axis::trimmed);
        double y = begin;
        for (ChartGroup group : groups) {
            canvas.text(ChartSvg.MARGIN, y + 15, TextStyle.GROUP, group.title());
            double row = y + ChartSvg.GROUP_TITLE_HEIGHT;
            for (Course course : group.courses()) {
                canvas.text(SPEED_LEFT - 8, row + 10, TextStyle.NAME, course.producer().label());
                drawSpeed(canvas, speeds, course, row);
                drawCost(canvas, costs, course, row);
                row += ChartSvg.ROW_HEIGHT;
            }
            y += ChartSvg.groupHeight(group.courses().size());
        }
        return end;
    }

    private void drawSpeed(SvgCanvas canvas, Axis speeds, Course course, double top) {
        results.spread(course, Figure.RECORDS_PER_SECOND).ifPresent(speed -> {
            String words = Axis.count(speed.median());
            canvas.bar(SPEED_LEFT, top, speeds.x(speed.median()) - SPEED_LEFT, BAR_HEIGHT, ChartGroup.color(course), course + ": " + words);
            double middle = top + BAR_HEIGHT / 2;
            canvas.line(speeds.x(speed.min()), middle, speeds.x(speed.max()), middle, SvgCanvas.INK, 1.2);
            canvas.text(speeds.x(speed.max()) + 6, top + 10, TextStyle.VALUE, words);
        });
    }

    private void drawCost(SvgCanvas canvas, Axis costs, Course course, double top) {
        results.spread(course, Figure.CLIENT_CPU_US).ifPresent(client -> {
            double broker = results.spread(course, Figure.BROKER_CPU_US).map(Spread::median).orElse(0.0);
            double between = costs.x(client.median());
            double end = costs.x(client.median() + broker);
            String words = Axis.trimmed(client.median()) + " + " + Axis.trimmed(broker);
            canvas.bar(COST_LEFT, top, between - COST_LEFT, BAR_HEIGHT, ChartGroup.color(course), course + ": " + words);
            canvas.bar(between, top, end - between, BAR_HEIGHT, ChartGroup.paleColor(course), course + ": " + words);
            canvas.text(end + 6, top + 10, TextStyle.VALUE, words);
        });
    }

    private double highestSpeed() {
        return courses().flatMap(course -> results.spread(course, Figure.RECORDS_PER_SECOND).stream()).mapToDouble(Spread::max).max().orElse(1);
    }

    private double highestCost() {
        return courses().mapToDouble(course -> median(course, Figure.CLIENT_CPU_US) + median(course, Figure.BROKER_CPU_US)).max().orElse(1);
    }

    private double median(Course course, Figure figure) {
        return results.spread(course, figure).map(Spread::median).orElse(0.0);
    }

    private Stream<Course> courses() {
        return groups.stream().flatMap(group -> group.courses().stream());
    }
}
