package io.odradek.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.odradek.api.Header;
import io.odradek.client.reader.ReadRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Prints records, one a line: values as they are, or JSON.
 *
 * <p>Confined to one thread.
 */
public final class RecordPrinter {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final PrintStream out;
    private final boolean json;
    private final boolean withKey;
    private final JsonLine jsonLine = new JsonLine();

    /** Prints values as bytes, behind the key and a tab if {@code withKey}; or JSON. What is null reads {@code null}. */
    public RecordPrinter(PrintStream out, boolean json, boolean withKey) {
        this.out = out;
        this.json = json;
        this.withKey = withKey;
    }

    /** Whether nobody takes the output any more. */
    public boolean isRefused() {
        return out.checkError();
    }

    /** Prints a record. */
    public void print(ReadRecord record) {
        if (json) {
            jsonLine.printObject(out, line -> fields(line, record));
            return;
        }
        if (withKey) {
            bytes(record.key());
            out.write('\t');
        }
        bytes(record.value());
        out.write('\n');
    }

    private void bytes(byte @Nullable [] bytes) {
        byte[] shown = bytes == null ? NULL : bytes;
        out.write(shown, 0, shown.length);
    }

    private static void fields(JsonGenerator line, ReadRecord record) throws IOException {
        line.writeNumberField("partition", record.partition().partition());
        line.writeNumberField("offset", record.offset());
        line.writeNumberField("timestamp", record.timestampMs());
        content(line, "key", record.key());
        line.writeArrayFieldStart("headers");
        for (Header header : record.headers()) {
            line.writeStartObject();
            line.writeStringField("key", header.key());
            content(line, "value", header.value());
            line.writeEndObject();
        }
        line.writeEndArray();
        content(line, "value", record.value());
    }

    /** Text where the bytes are UTF-8; else null, and the bytes in base64 in a field beside. */
    private static void content(JsonGenerator line, String name, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            line.writeNullField(name);
            return;
        }
        try {
            line.writeStringField(name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException notText) {
            line.writeNullField(name);
            line.writeStringField(name + "_base64", Base64.getEncoder().encodeToString(bytes));
        }
    }
}
