package io.odradek.cli.input;

import io.odradek.cli.console.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Records out of lines: a line without its end (line feed, or carriage return and line feed) is a value, or a key and a value with a
 * separator between.
 *
 * <p>Confined to one thread, {@link #bytesRead} aside.
 */
public final class TextInput implements RecordInput {
    private final ByteInput input;
    private final String inputName;
    private final byte @Nullable [] separator;
    private final @Nullable String separatorText;
    private final ByteCollector line = new ByteCollector();

    /**
     * Reads lines.
     *
     * @param source closed with this
     * @param inputName what errors call the input
     * @param keySeparator what stands between key and value, or null for records without a key
     */
    public TextInput(InputStream source, String inputName, @Nullable String keySeparator) {
        this.input = new ByteInput(source);
        this.inputName = inputName;
        this.separatorText = keySeparator;
        this.separator = keySeparator == null ? null : keySeparator.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable InputRecord next() throws IOException {
        if (input.peek() == ByteInput.END) {
            return null;
        }
        long lineNumber = input.line();
        line.clear();
        for (int read = input.read(); read != '\n' && read != ByteInput.END; read = input.read()) {
            if (read == '\r' && input.peek() == '\n') {
                continue;
            }
            line.append(read, inputName, lineNumber);
        }
        if (separator == null) {
            return new InputRecord(null, line.copy(0, line.sizeBytes()));
        }
        int at = indexOf(separator);
        if (at < 0) {
            throw CommandFailure.failed(inputName + ", line " + lineNumber + ": no key separator '" + separatorText + "' in the line");
        }
        return new InputRecord(line.copy(0, at), line.copy(at + separator.length, line.sizeBytes()));
    }

    private int indexOf(byte[] wanted) {
        for (int i = 0; i <= line.sizeBytes() - wanted.length; i++) {
            int matched = 0;
            while (matched < wanted.length && line.at(i + matched) == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return i;
            }
        }
        return -1;
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
