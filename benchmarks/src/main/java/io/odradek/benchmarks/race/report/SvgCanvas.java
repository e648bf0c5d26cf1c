package io.odradek.benchmarks.race.report;

import java.util.Locale;

/** Shapes of an SVG document, each where it is told to be, in pixels from the upper left corner. Caller synchronises. */
final class SvgCanvas {
    static final String INK = "#1f2933";
    static final String FAINT_INK = "#66707a";
    static final String GRID = "#e4e7eb";

    private static final String FONT = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

    private final StringBuilder shapes = new StringBuilder();

    /** How text stands to its place. */
    enum Anchor {
        START("start"),
        MIDDLE("middle"),
        END("end");

        private final String word;

        Anchor(String word) {
            this.word = word;
        }
    }

    /**
     * How text looks.
     *
     * @param sizePx its size
     * @param bold whether it is bold
     * @param color its colour
     * @param anchor how it stands to its place
     */
    record TextStyle(int sizePx, boolean bold, String color, Anchor anchor) {
        static final TextStyle TITLE = new TextStyle(20, true, INK, Anchor.START);
        static final TextStyle HEADING = new TextStyle(14, true, INK, Anchor.START);
        static final TextStyle GROUP = new TextStyle(12, true, INK, Anchor.START);
        static final TextStyle NOTE = new TextStyle(12, false, FAINT_INK, Anchor.START);
        static final TextStyle VALUE = new TextStyle(11, false, INK, Anchor.START);
        static final TextStyle NAME = new TextStyle(12, false, INK, Anchor.END);
        static final TextStyle COLUMN = new TextStyle(10, false, FAINT_INK, Anchor.START);
        static final TextStyle TICK = new TextStyle(10, false, FAINT_INK, Anchor.MIDDLE);
    }

    /** Text on a base line. */
    void text(double x, double y, TextStyle style, String words) {
        add("<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\"%s fill=\"%s\" text-anchor=\"%s\">%s</text>",
                x, y, style.sizePx, style.bold ? " font-weight=\"600\"" : "", style.color, style.anchor.word, escaped(words));
    }

    /** A filled rectangle; {@code hint} shows when the pointer rests on it. */
    void bar(double x, double y, double width, double height, String color, String hint) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"1.5\" fill=\"%s\"><title>%s</title></rect>",
                x, y, Math.max(0.5, width), height, color, escaped(hint));
    }

    /** A straight line. */
    void line(double x1, double y1, double x2, double y2, String color, double widthPx) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>", x1, y1, x2, y2, color, widthPx);
    }

    /** A filled circle. */
    void dot(double x, double y, double radius, String color) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>", x, y, radius, color);
    }

    /** A circle that is white inside. */
    void ring(double x, double y, double radius, String color) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"#ffffff\" stroke=\"%s\" stroke-width=\"1.6\"/>", x, y, radius, color);
    }

    private void add(String format, Object... values) {
        shapes.append("  ").append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** The whole document, on white, so that it reads the same on a page of any colour. */
    String document(int width, int height) {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" font-family=\"%3$s\">\n",
                        width,
                        height,
                        FONT)
                + "  <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" + shapes + "</svg>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
