package io.odradek.broker.internal.topic;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The topics of one moment.
 *
 * <p>Immutable.
 */
public final class Topics {
    private final SortedMap<String, Topic> byName;
    private final Map<UUID, Topic> byId;

    private Topics(SortedMap<String, Topic> byName) {
        this.byName = byName;
        this.byId = new LinkedHashMap<>();
        byName.values().forEach(topic -> byId.put(topic.id(), topic));
    }

    /** These topics. */
    public static Topics of(Collection<Topic> topics) {
        SortedMap<String, Topic> byName = new TreeMap<>();
        topics.forEach(topic -> byName.put(topic.name(), topic));
        return new Topics(byName);
    }

    /** These and one more. */
    public Topics with(Topic topic) {
        SortedMap<String, Topic> more = new TreeMap<>(byName);
        more.put(topic.name(), topic);
        return new Topics(more);
    }

    /** All but one. */
    public Topics without(Topic topic) {
        SortedMap<String, Topic> fewer = new TreeMap<>(byName);
        fewer.remove(topic.name());
        return new Topics(fewer);
    }

    /** The topic with a name. */
    public Optional<Topic> named(@Nullable String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(byName.get(name));
    }

    /** The topic with an id. */
    public Optional<Topic> identified(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All, by name. */
    public Collection<Topic> all() {
        return Collections.unmodifiableCollection(byName.values());
    }
}
