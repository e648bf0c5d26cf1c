package io.odradek.cli.input;

import io.odradek.cli.console.CommandFailure;
import java.io.IOException;

/**
 * Splits bytes into rows and fields of CSV.
 *
 * <p>Confined to one thread. Source of the format: RFC 4180, with a line feed alone taken as a line end too. A carriage return that no line
 * feed follows is content, and so is a quote inside a field that does not begin with one.
 */
final class CsvSplitter {
    private final ByteInput input;
    private final String inputName;

    CsvSplitter(ByteInput input, String inputName) {
        this.input = input;
        this.inputName = inputName;
    }

    /** Fills {@code row} with the next row; false at the end of the input. */
    boolean next(CsvRow row) throws IOException {
        if (input.peek() == ByteInput.END) {
            return false;
        }
        row.begin(input.line());
        boolean more = true;
        while (more) {
            boolean quoted = input.peek() == '"';
            if (quoted) {
                quoted(row);
            }
            more = rest(row, quoted);
        }
        return true;
    }

    /** Takes a quoted part from its opening to its closing quote. */
    private void quoted(CsvRow row) throws IOException {
        long openedLine = input.line();
        append(row, input.read());
        while (true) {
            int read = input.read();
            if (read == ByteInput.END) {
                throw CommandFailure.failed(inputName + ", line " + openedLine
                        + ": the quote that opens here is never closed; close it, or double it if it is part of the text");
            }
            append(row, read);
            if (read == '"') {
                if (input.peek() != '"') {
                    return;
                }
                append(row, input.read());
            }
        }
    }

    /** Takes what is left of a field; true when another field follows in the row. */
    private boolean rest(CsvRow row, boolean quoted) throws IOException {
        while (true) {
            int read = input.read();
            if (read == ',') {
                row.endField();
                append(row, read);
                return true;
            }
            if (read == '\n' || read == ByteInput.END) {
                row.endField();
                return false;
            }
            if (read == '\r' && input.peek() == '\n') {
                input.read();
                row.endField();
                return false;
            }
            if (quoted) {
                throw CommandFailure.failed(inputName + ", line " + input.line()
                        + ": text follows the quote that closes a field; a quote that is part of the text must be doubled");
            }
            append(row, read);
        }
    }

    private void append(CsvRow row, int read) {
        row.bytes.append(read, inputName, row.line());
    }
}
