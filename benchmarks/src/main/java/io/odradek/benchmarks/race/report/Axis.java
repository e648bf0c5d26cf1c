package io.odradek.benchmarks.race.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A horizontal axis: where a value stands, and which values are marked.
 *
 * <p>Immutable.
 *
 * @param left where it begins, in pixels
 * @param width how long it is, in pixels
 * @param min the value at its beginning
 * @param max the value at its end
 * @param logarithmic whether equal lengths are equal factors
 */
record Axis(double left, double width, double min, double max, boolean logarithmic) {
    private static final int TICKS_WANTED = 4;
    private static final double[] ROUND_STEPS = {1, 2, 2.5, 5, 10};

    /** From 0 to a round number that is not below {@code highest}; to 1 where nothing is above 0. */
    static Axis linear(double left, double width, double highest) {
        double end = highest > 0 ? highest : 1;
        double step = roundStep(end / TICKS_WANTED);
        return new Axis(left, width, 0, Math.ceil(end / step) * step, false);
    }

    /** Between powers of ten that enclose the values. */
    static Axis logarithmic(double left, double width, double lowest, double highest) {
        double first = Math.pow(10, Math.floor(Math.log10(Math.max(1, lowest))));
        double last = Math.pow(10, Math.ceil(Math.log10(Math.max(10, highest))));
        return new Axis(left, width, first, Math.max(last, first * 10), true);
    }

    private static double roundStep(double atLeast) {
        double magnitude = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (double step : ROUND_STEPS) {
            if (step * magnitude >= atLeast * 0.999) {
                return step * magnitude;
            }
        }
        return 10 * magnitude;
    }

    /** Where a value stands. */
    double x(double value) {
        double inside = Math.max(min, Math.min(max, value));
        double part = logarithmic ? Math.log(inside / min) / Math.log(max / min) : (inside - min) / (max - min);
        return left + part * width;
    }

    /** The values that are marked. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double tick = min; tick <= max * 1.001; tick *= 10) {
                ticks.add(tick);
            }
            return ticks;
        }
        double step = roundStep(max / TICKS_WANTED);
        for (int i = 0; i * step <= max * 1.001; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** Lines down the panel, and their values above it. */
    void draw(SvgCanvas canvas, double top, double bottom, DoubleFunction<String> words) {
        for (double tick : ticks()) {
            canvas.line(x(tick), top, x(tick), bottom, SvgCanvas.GRID, 1);
            canvas.text(x(tick), top - 5, SvgCanvas.TextStyle.TICK, words.apply(tick));
        }
    }

    /** A count, shortly: 1.5 M, 250 k. */
    static String count(double value) {
        if (value >= 1e6) {
            return trimmed(value / 1e6) + " M";
        }
        return value >= 1e3 ? trimmed(value / 1e3) + " k" : trimmed(value);
    }

    /** A time, shortly: 500 µs, 2.5 ms, 1 s. */
    static String time(double us) {
        if (us >= 1e6) {
            return trimmed(us / 1e6) + " s";
        }
        return us >= 1e3 ? trimmed(us / 1e3) + " ms" : trimmed(us) + " µs";
    }

    /** Two decimals at most, and none that says nothing. */
    static String trimmed(double value) {
        String text = String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
