package io.odradek.cli.failover;

import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.input.CsvInput;
import io.odradek.cli.input.InputFile;
import io.odradek.cli.input.InputRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a CSV file, over and over.
 *
 * <p>Confined to one thread.
 */
public final class StrikeFeed {
    private static final int ROW_COUNT_MAX = 1_000_000;

    private final List<InputRecord> rows;
    private int next;

    private StrikeFeed(List<InputRecord> rows) {
        this.rows = rows;
    }

    /** Reads the file; a field of it is the key. */
    public static StrikeFeed of(String file, String keyField) {
        List<InputRecord> rows = new ArrayList<>();
        try (InputStream source = new InputFile(file).open(InputStream.nullInputStream());
                CsvInput input = new CsvInput(source, file, keyField)) {
            for (InputRecord row = input.next(); row != null && rows.size() < ROW_COUNT_MAX; row = input.next()) {
                rows.add(row);
            }
        } catch (IOException unreadable) {
            throw CommandFailure.failed(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        if (rows.isEmpty()) {
            throw CommandFailure.failed(file + " has no rows to send");
        }
        return new StrikeFeed(rows);
    }

    /** The next row; the first after the last. */
    public InputRecord next() {
        InputRecord row = rows.get(next);
        next = (next + 1) % rows.size();
        return row;
    }
}
