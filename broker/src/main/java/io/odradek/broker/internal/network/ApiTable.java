package io.odradek.broker.internal.network;

import io.odradek.protocol.message.ApiKey;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The APIs that a broker serves.
 *
 * <p>Immutable.
 */
public final class ApiTable {
    private final Map<ApiKey, ApiHandler<?, ?>> handlers = new EnumMap<>(ApiKey.class);

    /** One handler an API key. */
    public ApiTable(Collection<? extends ApiHandler<?, ?>> handlers) {
        for (ApiHandler<?, ?> handler : handlers) {
            ApiHandler<?, ?> other = this.handlers.putIfAbsent(handler.rpc().apiKey(), handler);
            if (other != null) {
                throw new IllegalArgumentException(
                        handler.rpc().apiKey() + " has two handlers: " + other.getClass() + " and " + handler.getClass());
            }
        }
    }

    /** The handler of an API key's number. */
    public Optional<ApiHandler<?, ?>> find(short apiKey) {
        return ApiKey.find(apiKey).map(handlers::get);
    }

    /** Every handler, by ascending key. */
    public List<ApiHandler<?, ?>> all() {
        return List.copyOf(handlers.values());
    }
}
