package io.odradek.broker.internal.topic;

import io.odradek.api.CorruptDataException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the catalog's file says: the topics, and those whose data is still to be deleted.
 *
 * <p>Immutable. A line a topic: {@code topic} or {@code erased}, its id, its number of partitions, its name, and {@code key=value} for what
 * was configured for it, the value with the escapes of a URL.
 *
 * @param topics the topics that exist
 * @param erased topics that no longer exist, whose folders may still be there
 */
record CatalogState(List<Topic> topics, List<Topic> erased) {
    /** What the file holds, as it says itself. */
    static final String KIND = "topics";
    /** The newest version of the lines. */
    static final int VERSION = 1;

    private static final String TOPIC = "topic";
    private static final String ERASED = "erased";
    private static final int CONFIGS_FROM = 4;

    CatalogState {
        topics = List.copyOf(topics);
        erased = List.copyOf(erased);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        topics.forEach(topic -> lines.add(line(TOPIC, topic)));
        erased.forEach(topic -> lines.add(line(ERASED, topic)));
        return lines;
    }

    private static String line(String word, Topic topic) {
        StringBuilder line = new StringBuilder(word)
                .append(' ')
                .append(topic.id())
                .append(' ')
                .append(topic.partitionCount())
                .append(' ')
                .append(topic.name());
        for (Map.Entry<String, String> config : topic.configs().entrySet()) {
            line.append(' ').append(config.getKey()).append('=').append(URLEncoder.encode(config.getValue(), StandardCharsets.UTF_8));
        }
        return line.toString();
    }

    /**
     * Reads the lines.
     *
     * @throws CorruptDataException at a line that is not a topic's
     */
    static CatalogState parse(List<String> lines) {
        List<Topic> topics = new ArrayList<>();
        List<Topic> erased = new ArrayList<>();
        for (String line : lines) {
            List<String> words = List.of(line.split(" "));
            try {
                Topic topic = topic(words);
                switch (words.get(0)) {
                    case TOPIC -> topics.add(topic);
                    case ERASED -> erased.add(topic);
                    default -> throw new IllegalArgumentException("it begins with neither " + TOPIC + " nor " + ERASED);
                }
            } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
                throw new CorruptDataException(
                        "The list of topics has a line that cannot be read: " + line + " (" + unreadable.getMessage() + ")", unreadable);
            }
        }
        return new CatalogState(topics, erased);
    }

    private static Topic topic(List<String> words) {
        SortedMap<String, String> configs = new TreeMap<>();
        for (String config : words.subList(CONFIGS_FROM, words.size())) {
            int equals = config.indexOf('=');
            configs.put(config.substring(0, equals), URLDecoder.decode(config.substring(equals + 1), StandardCharsets.UTF_8));
        }
        String name = words.get(3);
        TopicNames.fault(name).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
        int partitionCount = Integer.parseInt(words.get(2));
        if (partitionCount < 1 || partitionCount > Topic.PARTITION_COUNT_MAX) {
            throw new IllegalArgumentException("a topic has from 1 to " + Topic.PARTITION_COUNT_MAX + " partitions, not " + partitionCount);
        }
        return new Topic(name, UUID.fromString(words.get(1)), partitionCount, configs);
    }
}
