package io.odradek.benchmarks.race.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.odradek.benchmarks.race.course.Course;
import io.odradek.benchmarks.race.course.Figures;
import io.odradek.benchmarks.race.course.LatencyUs;
import io.odradek.benchmarks.race.course.Round;

/**
 * The raw numbers as JSON: an array with one object for each round.
 *
 * <p>Immutable. A void round has its course and {@code void}, the reason, and no figures.
 */
public final class JsonReport {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Results results;

    /** The report on a race. */
    public JsonReport(Results results) {
        this.results = results;
    }

    /** The whole text; it ends with a line break. */
    public String text() {
        ArrayNode array = MAPPER.createArrayNode();
        results.rounds().forEach(round -> array.add(object(round)));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers and words could not be written as JSON", impossible);
        }
    }

    private static ObjectNode object(Round round) {
        Course course = round.course();
        ObjectNode object = MAPPER.createObjectNode()
                .put("producer", course.producer().label())
                .put("broker", course.broker().label())
                .put("record_bytes", course.work().recordBytes())
                .put("acks", course.work().acks())
                .put("compression", course.work().compression())
                .put("keys", course.work().keyed())
                .put("settings", course.work().settings().label())
                .put("round", round.number());
        if (course.work().isPaced()) {
            object.put("rate", course.work().ratePerSecond());
        }
        round.figures().ifPresent(figures -> put(figures, object));
        if (round instanceof Round.Void voided) {
            object.put("void", voided.reason());
        }
        return object;
    }

    private static void put(Figures figures, ObjectNode object) {
        object.put("records", figures.recordCount())
                .put("records_per_s", figures.recordsPerSecond())
                .put("client_cpu_us_per_record", figures.clientCpuUsPerRecord())
                .put("broker_cpu_us_per_record", figures.brokerCpuUsPerRecord())
                .put("client_peak_mb", figures.clientPeakMb())
                .put("broker_peak_mb", figures.brokerPeakMb());
        figures.latency().ifPresent(latency -> object.set("latency_us", latency(latency)));
    }

    private static ObjectNode latency(LatencyUs latency) {
        return MAPPER.createObjectNode()
                .put("p50", latency.p50())
                .put("p99", latency.p99())
                .put("p999", latency.p999())
                .put("max", latency.max());
    }
}
