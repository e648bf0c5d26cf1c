package io.odradek.benchmarks.race.report;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table whose columns are as wide as their widest cell, so that it reads well as plain text too. Caller synchronises. */
final class MarkdownTable {
    private static final int WIDTH_MIN = 3;

    private final List<String> titles = new ArrayList<>();
    private final List<Boolean> numeric = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds columns of words. */
    MarkdownTable words(String... names) {
        return columns(false, names);
    }

    /** Adds columns of numbers, which end at the same place. */
    MarkdownTable numbers(String... names) {
        return columns(true, names);
    }

    private MarkdownTable columns(boolean areNumbers, String... names) {
        for (String name : names) {
            titles.add(name);
            numeric.add(areNumbers);
        }
        return this;
    }

    /** Adds a row with a cell for every column. */
    void row(List<String> cells) {
        if (cells.size() != titles.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + titles.size() + " columns");
        }
        rows.add(List.copyOf(cells));
    }

    String text() {
        List<Integer> widths = new ArrayList<>();
        List<String> rule = new ArrayList<>();
        for (int i = 0; i < titles.size(); i++) {
            widths.add(width(i));
            rule.add(numeric.get(i) ? "-".repeat(widths.get(i) - 1) + ":" : "-".repeat(widths.get(i)));
        }
        StringBuilder text = new StringBuilder(line(titles, widths)).append(line(rule, widths));
        rows.forEach(row -> text.append(line(row, widths)));
        return text.toString();
    }

    private String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(widths.get(i) - cells.get(i).length());
            line.append(' ').append(numeric.get(i) ? padding + cells.get(i) : cells.get(i) + padding).append(" |");
        }
        return line.append('\n').toString();
    }

    private int width(int column) {
        int width = Math.max(WIDTH_MIN, titles.get(column).length());
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }
}
