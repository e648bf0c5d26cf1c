package io.odradek.cli.input;

import io.odradek.cli.console.CommandFailure;
import io.odradek.spi.plugin.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records out of CSV with a header line: a row, as it stands in the file, is a value, and one of its fields may be the key.
 *
 * <p>Confined to one thread, {@link #bytesRead} aside. An empty line between rows of several fields is passed over; a row with another
 * number of fields than the header is an error.
 */
public final class CsvInput implements RecordInput {
    private static final int NO_KEY = -1;

    private final ByteInput input;
    private final CsvSplitter splitter;
    private final String inputName;
    private final CsvRow row = new CsvRow();
    private final int fieldCount;
    private final int keyIndex;

    /**
     * Reads the header line.
     *
     * @param source closed with this
     * @param inputName what errors call the input
     * @param keyField the name of the field that is the key, or null for records without one
     * @throws CommandFailure when there is no header line, or no such field in it
     */
    public CsvInput(InputStream source, String inputName, @Nullable String keyField) throws IOException {
        this.input = new ByteInput(source);
        this.splitter = new CsvSplitter(input, inputName);
        this.inputName = inputName;
        input.skipByteOrderMark();
        if (!splitter.next(row)) {
            throw CommandFailure.failed(inputName + " is empty: a CSV file begins with a header line that names its fields");
        }
        this.fieldCount = row.fieldCount();
        this.keyIndex = keyField == null ? NO_KEY : indexOf(keyField, fieldNames(row));
    }

    private static List<String> fieldNames(CsvRow header) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.fieldCount(); i++) {
            names.add(new String(header.field(i), StandardCharsets.UTF_8));
        }
        return names;
    }

    private int indexOf(String keyField, List<String> names) {
        int first = names.indexOf(keyField);
        if (first < 0) {
            String meant = NearestName.of(keyField, names)
                    .map(name -> "; did you mean '" + name + "'?")
                    .orElse(";");
            throw CommandFailure.usage("--key-field: " + inputName + " has no field '" + keyField + "'" + meant + " its fields are "
                    + String.join(", ", names));
        }
        if (first != names.lastIndexOf(keyField)) {
            throw CommandFailure.usage("--key-field: " + inputName + " has more than one field '" + keyField + "'");
        }
        return first;
    }

    @Override
    public @Nullable InputRecord next() throws IOException {
        do {
            if (!splitter.next(row)) {
                return null;
            }
        } while (fieldCount > 1 && row.isBlank());
        if (row.fieldCount() != fieldCount) {
            throw CommandFailure.failed(inputName + ", line " + row.line() + ": the row has "
                    + (row.fieldCount() == 1 ? "1 field" : row.fieldCount() + " fields") + " where the header has " + fieldCount);
        }
        return new InputRecord(keyIndex == NO_KEY ? null : row.field(keyIndex), row.text());
    }

    @Override
    public long bytesRead() {
        return input.consumedBytes();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
