package io.odradek.benchmarks.race.report;

import io.odradek.benchmarks.race.course.Course;
import io.odradek.benchmarks.race.report.SvgCanvas.TextStyle;
import java.util.List;
import java.util.stream.Stream;

/** For each course at a rate, a line from its median latency to its longest, on a logarithmic axis. Immutable. */
final class LatencyPanel {
    private static final double LEFT = 130;
    private static final double WIDTH = 640;
    private static final double WORDS_LEFT = 800;
    private static final double MIDDLE = 6;

    private final Results results;
    private final List<ChartGroup> groups;

    LatencyPanel(Results results, List<ChartGroup> groups) {
        this.results = results;
        this.groups = groups;
    }

    /** Draws it below {@code top}, and tells where it ends. */
    double draw(SvgCanvas canvas, double top) {
        canvas.text(ChartSvg.MARGIN, top + 14, TextStyle.HEADING, "Latency at a fixed rate");
        canvas.text(
                ChartSvg.MARGIN,
                top + 31,
                TextStyle.NOTE,
                "From the intended send to the acknowledgement, logarithmic. Dot: p50, ring: p99, marks: p99.9 and maximum; medians of the rounds. Left is better.");
        double begin = top + 56;
        double end = begin + groups.stream().mapToDouble(group -> ChartSvg.groupHeight(group.courses().size())).sum();
        Axis times = Axis.logarithmic(LEFT, WIDTH, extreme(Figure.P50_US, false), extreme(Figure.MAX_US, true));
        times.draw(canvas, begin, end, Axis::time);
        canvas.text(WORDS_LEFT, begin - 5, TextStyle.COLUMN, "p50 · p99 · p99.9");
        double y = begin;
        for (ChartGroup group : groups) {
            canvas.text(ChartSvg.MARGIN, y + 15, TextStyle.GROUP, group.title());
            double row = y + ChartSvg.GROUP_TITLE_HEIGHT;
            for (Course course : group.courses()) {
                canvas.text(LEFT - 8, row + 10, TextStyle.NAME, course.producer().label());
                draw(canvas, times, course, row);
                row += ChartSvg.ROW_HEIGHT;
            }
            y += ChartSvg.groupHeight(group.courses().size());
        }
        return end;
    }

    private void draw(SvgCanvas canvas, Axis times, Course course, double top) {
        if (results.spread(course, Figure.P50_US).isEmpty()) {
            return;
        }
        String color = ChartGroup.color(course);
        double y = top + MIDDLE;
        double max = times.x(median(course, Figure.MAX_US));
        double p999 = times.x(median(course, Figure.P999_US));
        double p50 = times.x(median(course, Figure.P50_US));
        canvas.line(p50, y, max, y, color, 2);
        canvas.line(max, y - 4, max, y + 4, color, 1.6);
        canvas.line(p999, y - 4, p999, y + 4, color, 1.6);
        canvas.ring(times.x(median(course, Figure.P99_US)), y, 4, color);
        canvas.dot(p50, y, 4.5, color);
        canvas.text(
                WORDS_LEFT,
                top + 10,
                TextStyle.VALUE,
                Axis.time(median(course, Figure.P50_US)) + " · " + Axis.time(median(course, Figure.P99_US)) + " · "
                        + Axis.time(median(course, Figure.P999_US)));
    }

    private double extreme(Figure figure, boolean highest) {
        double[] sorted = courses()
                .flatMap(course -> results.spread(course, figure).stream())
                .mapToDouble(Spread::median)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return 1;
        }
        return highest ? sorted[sorted.length - 1] : sorted[0];
    }

    private double median(Course course, Figure figure) {
        return results.spread(course, figure).map(Spread::median).orElse(0.0);
    }

    private Stream<Course> courses() {
        return groups.stream().flatMap(group -> group.courses().stream());
    }
}
