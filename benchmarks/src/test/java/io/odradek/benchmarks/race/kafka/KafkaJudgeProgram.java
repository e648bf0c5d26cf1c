package io.odradek.benchmarks.race.kafka;

import io.odradek.benchmarks.race.program.PreparedRecords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The judge of a race: creates and deletes topics, and looks at what is in them, of whichever broker, with Kafka's own clients.
 *
 * <p>Each line on standard input is {@code create BROKER TOPIC PARTITIONS}, {@code check BROKER TOPIC PARTITIONS COUNT KEYS RECORDS} or
 * {@code delete BROKER TOPIC}, and is answered with one line: {@code ok}, {@code void} with the reason, or {@code failed} with the reason.
 */
public final class KafkaJudgeProgram {
    private static final int LEADER_ATTEMPTS_MAX = 200;
    private static final long LEADER_PAUSE_MS = 50;

    private KafkaJudgeProgram() {}

    /** Answers until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(answer(line.split(" ", 7)));
        }
    }

    private static String answer(String[] words) {
        try {
            return perform(words);
        } catch (ExecutionException | IOException | RuntimeException failed) {
            return "failed " + failed.toString().replace('\n', ' ');
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "failed interrupted";
        }
    }

    private static String perform(String[] words) throws ExecutionException, InterruptedException, IOException {
        String servers = words[1];
        String topic = words[2];
        switch (words[0]) {
            case "create":
                create(servers, new NewTopic(topic, Integer.parseInt(words[3]), (short) 1));
                return "ok";
            case "check":
                PreparedRecords records = PreparedRecords.read(Path.of(words[6]));
                try (TopicCheck check = new TopicCheck(servers, topic, Integer.parseInt(words[3]))) {
                    return check.verdict(Long.parseLong(words[4]), records, words[5].equals("with"));
                }
            case "delete":
                try (Admin admin = admin(servers)) {
                    admin.deleteTopics(List.of(topic)).all().get();
                }
                return "ok";
            default:
                throw new IllegalArgumentException("unknown command " + words[0]);
        }
    }

    private static Admin admin(String servers) {
        return Admin.create(Map.of("bootstrap.servers", servers));
    }

    /** Creates a topic, and waits until its partitions have leaders, so that no producer pays for that. */
    private static void create(String servers, NewTopic topic) throws ExecutionException, InterruptedException {
        try (Admin admin = admin(servers)) {
            admin.createTopics(List.of(topic)).all().get();
            for (int i = 0; i < LEADER_ATTEMPTS_MAX && !hasLeaders(admin, topic); i++) {
                TimeUnit.MILLISECONDS.sleep(LEADER_PAUSE_MS);
            }
        }
    }

    private static boolean hasLeaders(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            var partitions = admin.describeTopics(List.of(topic.name())).allTopicNames().get().get(topic.name()).partitions();
            return partitions.size() == topic.numPartitions() && partitions.stream().allMatch(each -> each.leader() != null);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw failed;
        }
    }
}
