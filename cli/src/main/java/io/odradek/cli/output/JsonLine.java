package io.odradek.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * JSON values, one a line.
 *
 * <p>Confined to one thread.
 */
public final class JsonLine {
    private final JsonFactory json = new JsonFactory();

    /** Writes the fields of an object, or the elements of an array. */
    @FunctionalInterface
    public interface Content {
        /** Writes between the brackets. */
        void write(JsonGenerator line) throws IOException;
    }

    /** Prints an object and the end of the line. */
    public void printObject(PrintStream out, Content fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator line = json.createGenerator(text)) {
            line.writeStartObject();
            fields.write(line);
            line.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string took no JSON", impossible);
        }
        byte[] utf8 = text.append('\n').toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        out.write(utf8, 0, utf8.length);
    }
}
