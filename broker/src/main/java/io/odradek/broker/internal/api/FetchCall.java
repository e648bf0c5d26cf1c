package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.broker.internal.network.ApiRequest;
import io.odradek.broker.internal.network.Reply;
import io.odradek.broker.internal.partition.Partition;
import io.odradek.broker.internal.partition.PartitionRead;
import io.odradek.broker.internal.partition.Question;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.protocol.message.FetchRequest;
import io.odradek.protocol.message.FetchResponse;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One fetch request on its way: reads its partitions on their loops, joins what they found, and, when that is too little, waits for any of
 * them to move and reads again.
 *
 * <p>Confined to the connection's loop. Batches that are read and not answered with are released.
 */
final class FetchCall {
    private final ApiRequest<FetchRequest> request;
    private final Reply<FetchResponse> reply;
    private final int sizeBytesMax;
    private final PartitionLookup lookup;
    private final int follower;
    private final long followerEpoch;
    private final List<FetchTarget> targets = new ArrayList<>();
    private int unreadCount;
    private boolean expired;
    private boolean ended;
    private EventLoop.Timer deadline = () -> {};

    FetchCall(ApiRequest<FetchRequest> request, Reply<FetchResponse> reply, PartitionLookup lookup, int sizeBytesMax) {
        this.lookup = lookup;
        this.request = request;
        this.reply = reply;
        this.sizeBytesMax = Math.min(sizeBytesMax, Math.max(request.body().maxBytes(), 0));
        FetchRequest.ReplicaState replica = request.body().replicaState();
        // A version without epochs cannot tell one life of a broker from the next, so it is a client's, whatever it says.
        this.follower = replica.replicaId();
        this.followerEpoch = replica.replicaEpoch();
    }

    void start() {
        for (FetchRequest.Topic topic : request.body().topics()) {
            Optional<TopicRegistration> known = lookup.topic(topic.topic(), topic.topicId());
            for (FetchRequest.Partition asked : topic.partitions()) {
                PartitionLookup.Found found = known.map(there -> lookup.partition(there, asked.partition()))
                        .orElseGet(() -> PartitionLookup.Found.absent(PartitionLookup.absent(topic.topicId()), ""));
                targets.add(new FetchTarget(topic, asked, found));
            }
        }
        if (request.body().maxWaitMs() > 0) {
            long waitNs = TimeUnit.MILLISECONDS.toNanos(request.body().maxWaitMs());
            deadline = request.eventLoop().schedule(waitNs, this::expire);
            reply.whenAbandoned(this::abandon);
        } else {
            expired = true;
        }
        read();
    }

    private void read() {
        unreadCount = 1;
        for (FetchTarget target : targets) {
            Partition partition = target.partition;
            if (partition != null) {
                unreadCount++;
                FetchRequest.Partition asked = target.asked;
                int sizeBytes = Math.max(Math.min(asked.partitionMaxBytes(), sizeBytesMax), 0);
                Question question = new Question(
                        asked.fetchOffset(), asked.currentLeaderEpoch(), sizeBytes, follower, followerEpoch, asked.lastFetchedEpoch());
                onLoopOf(partition, () -> partition.read(question, found -> onOwnLoop(() -> found(target, found))));
            }
        }
        joinRead();
    }

    private void found(FetchTarget target, PartitionRead read) {
        target.read = read;
        joinRead();
    }

    private void joinRead() {
        if (--unreadCount > 0) {
            return;
        }
        if (ended) {
            targets.forEach(FetchTarget::letGo);
        } else if (expired || isEnough()) {
            answer();
        } else {
            park();
        }
    }

    private boolean isEnough() {
        long sizeBytes = 0;
        for (FetchTarget target : targets) {
            if (target.read.error() != ErrorCode.NONE || target.read.diverges()) {
                return true;
            }
            sizeBytes += target.read.sizeBytes();
        }
        return targets.isEmpty() || sizeBytes >= Math.min(request.body().minBytes(), sizeBytesMax);
    }

    private void park() {
        for (FetchTarget target : targets) {
            target.letGo();
            Partition partition = target.partition;
            if (partition != null) {
                PartitionRead seen = target.read;
                Runnable watcher = () -> request.eventLoop().execute(this::moved);
                target.watcher = watcher;
                onLoopOf(partition, () -> partition.watch(seen, follower >= 0, watcher));
            }
        }
    }

    /** Several partitions may have moved; one reading sees them all, and what moves during it is seen when it is parked again. */
    private void moved() {
        if (!ended && unreadCount == 0) {
            unwatch();
            read();
        }
    }

    private void expire() {
        expired = true;
        if (!ended && unreadCount == 0) {
            unwatch();
            read();
        }
    }

    private void abandon() {
        ended = true;
        deadline.cancel();
        unwatch();
    }

    private void unwatch() {
        for (FetchTarget target : targets) {
            Partition partition = target.partition;
            Runnable watcher = target.watcher;
            if (partition != null && watcher != null) {
                target.watcher = null;
                onLoopOf(partition, () -> partition.unwatch(watcher));
            }
        }
    }

    private void answer() {
        ended = true;
        deadline.cancel();
        int leftBytes = sizeBytesMax;
        boolean first = true;
        for (FetchTarget target : targets) {
            int sizeBytes = target.read.sizeBytes();
            if (sizeBytes > 0 && sizeBytes > leftBytes && !first) {
                target.letGo();
            } else if (sizeBytes > 0) {
                first = false;
                leftBytes -= Math.min(sizeBytes, leftBytes);
            }
        }
        reply.sendFrame(FetchFrame.of(request, reply.correlationId(), targets, lookup));
    }

    private void onLoopOf(Partition partition, Runnable task) {
        run(partition.loop(), task);
    }

    private void onOwnLoop(Runnable task) {
        run(request.eventLoop(), task);
    }

    private static void run(EventLoop loop, Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
