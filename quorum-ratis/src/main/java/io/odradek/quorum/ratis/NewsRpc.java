package io.odradek.quorum.ratis;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.netty.NettyFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/**
 * Ratis' Netty transport, whose appenders {@link CommitNews} knows.
 *
 * <p>Immutable. Ratis creates it by its name, and hands it the {@link CommitNews} in its parameters.
 */
final class NewsRpc implements RpcType {
    private static final String NEWS = "odradek.commit.news";

    @Override
    public String name() {
        return NewsRpc.class.getName();
    }

    static Parameters carrying(CommitNews news) {
        Parameters parameters = new Parameters();
        parameters.put(NEWS, news, CommitNews.class);
        return parameters;
    }

    @Override
    public NettyFactory newFactory(Parameters parameters) {
        CommitNews news = parameters.getNonNull(NEWS, CommitNews.class);
        return new NettyFactory(parameters) {
            @Override
            public LogAppender newLogAppender(RaftServer.Division server, LeaderState leader, FollowerInfo follower) {
                LogAppender appender = super.newLogAppender(server, leader, follower);
                news.follow(appender);
                return appender;
            }
        };
    }
}
