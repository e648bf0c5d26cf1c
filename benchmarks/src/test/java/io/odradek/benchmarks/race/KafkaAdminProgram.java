package io.odradek.benchmarks.race;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * The judge of a race: creates and deletes topics and counts their records, of whichever broker, with Kafka's own admin client.
 *
 * <p>Each line on standard input is {@code create BROKER TOPIC PARTITIONS}, {@code count BROKER TOPIC PARTITIONS} or {@code delete BROKER
 * TOPIC}, and is answered with one line: a number, or {@code failed} with the reason.
 */
public final class KafkaAdminProgram {
    private KafkaAdminProgram() {}

    /** Answers until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(answer(line.split(" ")));
        }
    }

    private static String answer(String[] words) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", words[1]))) {
            return Long.toString(perform(admin, words));
        } catch (ExecutionException | InterruptedException | RuntimeException failed) {
            return "failed " + failed.toString().replace('\n', ' ');
        }
    }

    private static long perform(Admin admin, String[] words) throws ExecutionException, InterruptedException {
        String topic = words[2];
        switch (words[0]) {
            case "create":
                admin.createTopics(List.of(new NewTopic(topic, Integer.parseInt(words[3]), (short) 1))).all().get();
                return 0;
            case "count":
                return count(admin, topic, Integer.parseInt(words[3]));
            case "delete":
                admin.deleteTopics(List.of(topic)).all().get();
                return 0;
            default:
                throw new IllegalArgumentException("unknown command " + words[0]);
        }
    }

    private static long count(Admin admin, String topic, int partitionCount) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (int i = 0; i < partitionCount; i++) {
            wanted.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        return admin.listOffsets(wanted).all().get().values().stream()
                .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                .sum();
    }
}
