package io.odradek.quorum.ratis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.leader.LogAppender;

/**
 * Tells the others at once what was committed, while this member leads.
 *
 * <p>Ratis' appender for its Netty transport waits for the answer to each request, which makes it simple and sound; but what it commits with the
 * answers the others learn with its next request only, and that may be a heartbeat later.
 *
 * <p>Thread-safe.
 */
final class CommitNews {
    private final Map<RaftPeerId, LogAppender> appenders = new ConcurrentHashMap<>();

    /** This one brings entries to a follower from now on. */
    void follow(LogAppender appender) {
        appenders.put(appender.getFollowerId(), appender);
    }

    /** Whoever does not know that {@code index} is committed is told. */
    void committed(long index) {
        for (LogAppender appender : appenders.values()) {
            if (appender.isRunning() && appender.getFollower().getCommitIndex() < index) {
                appender.triggerHeartbeat();
            }
        }
    }
}
