package io.odradek.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.odradek.cli.output.DeliverySummary.PartitionShare;
import java.io.IOException;
import java.io.PrintStream;
import java.util.OptionalLong;

/**
 * A summary for programs: one JSON object on one line.
 *
 * <p>Immutable.
 */
public final class SummaryJson {
    private SummaryJson() {}

    /** Writes the object; an offset that nobody told is null. */
    public static void print(DeliverySummary summary, PrintStream out) {
        new JsonLine().printObject(out, line -> {
            line.writeStringField("topic", summary.topic());
            line.writeNumberField("records", summary.recordCount());
            line.writeNumberField("failed", summary.failedCount());
            line.writeNumberField("bytes", summary.sizeBytes());
            line.writeNumberField("elapsed_ms", Quantity.roundedMs(summary.elapsedNs()));
            line.writeNumberField("records_per_s", Math.round(summary.recordsPerSecond()));
            line.writeObjectFieldStart("ack_ms");
            line.writeNumberField("p50", Quantity.roundedMs(summary.ackP50Ns()));
            line.writeNumberField("p99", Quantity.roundedMs(summary.ackP99Ns()));
            line.writeEndObject();
            line.writeArrayFieldStart("partitions");
            for (PartitionShare share : summary.partitions()) {
                line.writeStartObject();
                line.writeNumberField("partition", share.partition());
                line.writeNumberField("records", share.recordCount());
                line.writeNumberField("bytes", share.sizeBytes());
                offset(line, "first_offset", share.firstOffset());
                offset(line, "last_offset", share.lastOffset());
                line.writeEndObject();
            }
            line.writeEndArray();
        });
    }

    private static void offset(JsonGenerator line, String name, OptionalLong offset) throws IOException {
        line.writeFieldName(name);
        if (offset.isPresent()) {
            line.writeNumber(offset.getAsLong());
        } else {
            line.writeNull();
        }
    }
}
