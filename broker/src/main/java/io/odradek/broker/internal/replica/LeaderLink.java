package io.odradek.broker.internal.replica;

import io.odradek.broker.internal.config.FollowSettings;
import io.odradek.broker.internal.partition.FetchPosition;
import io.odradek.broker.internal.partition.Fetched;
import io.odradek.broker.internal.partition.Partition;
import io.odradek.broker.internal.partition.Replication;
import io.odradek.client.BrokerConnection;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.Rpc;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversation of a follower with one leader: one fetch after the other, for all partitions that are followed there. The next fetch
 * goes when every partition has taken its part of the answer, so that it tells the leader how far all of them are.
 *
 * <p>Confined to its loop.
 */
final class LeaderLink {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderLink.class);

    private final int nodeId;
    private final int leader;
    private final Replication.BrokerLife life;
    private final LeaderAddress address;
    private final FollowSettings settings;
    private final Map<Partition, Followed> followed = new LinkedHashMap<>();
    private @Nullable BrokerConnection connection;
    private boolean connecting;
    private boolean fetching;
    private int busyCount;
    private boolean closed;

    LeaderLink(int nodeId, int leader, Replication.BrokerLife life, LeaderAddress address, FollowSettings settings) {
        this.nodeId = nodeId;
        this.leader = leader;
        this.life = life;
        this.address = address;
        this.settings = settings;
    }

    EventLoop loop() {
        return address.loop();
    }

    void follow(Partition partition, int leaderEpoch) {
        Followed known = followed.get(partition);
        if (closed || known != null && known.leaderEpoch == leaderEpoch) {
            return;
        }
        forget(partition);
        Followed begun = new Followed(partition, leaderEpoch);
        followed.put(partition, begun);
        askPosition(begun);
    }

    void forget(Partition partition) {
        Followed known = followed.remove(partition);
        if (known != null) {
            known.forgotten = true;
            known.pause.cancel();
        }
    }

    private void askPosition(Followed asked) {
        busyCount++;
        asked.partition.loop().execute(() -> {
            Optional<FetchPosition> position = asked.partition.fetchPosition(asked.leaderEpoch);
            CompletableFuture<?> taken = asked.partition.lastTaken();
            boolean later = position.isEmpty() && !taken.isDone();
            if (later) {
                taken.whenComplete((done, failure) -> loop().execute(() -> askAgain(asked)));
            }
            loop().execute(() -> {
                busyCount--;
                if (position.isPresent()) {
                    asked.position = position.get();
                } else if (!later) {
                    pause(asked);
                }
                proceed();
            });
        });
    }

    private void askAgain(Followed asked) {
        if (!asked.forgotten && !closed) {
            askPosition(asked);
        }
    }

    /** Something is not as it should be yet: the cluster will say more, or the leader will hear of it. */
    private void pause(Followed paused) {
        if (!paused.forgotten && !closed) {
            paused.pause = loop().schedule(paused.nextPauseNs(settings.backoffNs()), () -> askAgain(paused));
        }
    }

    private void proceed() {
        if (closed || fetching || busyCount > 0) {
            return;
        }
        List<Followed> ready = followed.values().stream().filter(each -> each.position != null).toList();
        if (ready.isEmpty()) {
            return;
        }
        BrokerConnection open = connection;
        if (open == null || !open.isOpen()) {
            connect();
            return;
        }
        fetching = true;
        FetchRound round = new FetchRound(ready);
        short version = open.versions().newest(ApiKey.FETCH);
        open.send(Rpc.FETCH, version, round.request(nodeId, life.epoch(), settings), settings.timeoutNs())
                .whenComplete((response, failure) -> {
                    fetching = false;
                    if (response != null) {
                        round.answered(response, this::take);
                        // Whoever has come meanwhile waits for nobody who has gone.
                        proceed();
                    } else {
                        LOG.debug("A fetch from broker {} failed", leader, failure);
                        round.failed();
                        later();
                    }
                });
    }

    private void connect() {
        if (connecting) {
            return;
        }
        connecting = true;
        address.connect().whenComplete((opened, failure) -> {
            connecting = false;
            if (opened == null) {
                LOG.debug("Broker {} cannot be reached: {}", leader, failure == null ? "" : failure.getMessage());
                later();
            } else if (closed) {
                opened.close("the broker is stopping");
            } else {
                connection = opened;
                proceed();
            }
        });
    }

    private void later() {
        connection = null;
        loop().schedule(settings.backoffNs(), this::proceed);
    }

    private void take(Followed asked, Fetched fetched) {
        if (asked.forgotten) {
            return;
        }
        if (fetched.batches() != null && fetched.batches().hasRemaining()) {
            // Behind the others: where an answer is too small for all, each has its turn.
            followed.remove(asked.partition);
            followed.put(asked.partition, asked);
        }
        busyCount++;
        asked.partition.loop().execute(() -> asked.partition.take(fetched).whenComplete((atOnce, failure) -> {
            Optional<FetchPosition> position = asked.partition.fetchPosition(asked.leaderEpoch);
            loop().execute(() -> {
                busyCount--;
                if (failure == null && atOnce && position.isPresent()) {
                    asked.pauseCount = 0;
                    asked.position = position.get();
                } else {
                    pause(asked);
                }
                proceed();
            });
        }));
    }

    void close() {
        closed = true;
        List.copyOf(new ArrayList<>(followed.keySet())).forEach(this::forget);
        BrokerConnection open = connection;
        if (open != null) {
            open.close("the broker is stopping");
        }
    }
}
