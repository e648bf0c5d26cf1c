package io.odradek.quorum.ratis;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.ServerFactory;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/**
 * Ratis' Netty transport, whose appenders {@link CommitNews} knows, between members of one {@link Allegiance}.
 *
 * <p>Immutable. Ratis creates it by its name, and hands it both in its parameters.
 */
final class NewsRpc implements RpcType {
    private static final String NEWS = "odradek.commit.news";
    private static final String ALLEGIANCE = "odradek.allegiance";

    @Override
    public String name() {
        return NewsRpc.class.getName();
    }

    static Parameters carrying(CommitNews news, Allegiance allegiance) {
        Parameters parameters = new Parameters();
        parameters.put(NEWS, news, CommitNews.class);
        parameters.put(ALLEGIANCE, allegiance, Allegiance.class);
        return parameters;
    }

    @Override
    public ServerFactory newFactory(Parameters parameters) {
        CommitNews news = parameters.getNonNull(NEWS, CommitNews.class);
        Allegiance allegiance = parameters.getNonNull(ALLEGIANCE, Allegiance.class);
        return new ServerFactory() {
            @Override
            public RpcType getRpcType() {
                return SupportedRpcType.NETTY;
            }

            @Override
            public RaftServerRpc newRaftServerRpc(RaftServer server) {
                return new AllegianceRpc(server, allegiance);
            }

            @Override
            public LogAppender newLogAppender(RaftServer.Division server, LeaderState leader, FollowerInfo follower) {
                LogAppender appender = ServerFactory.super.newLogAppender(server, leader, follower);
                news.follow(appender);
                return appender;
            }
        };
    }
}
