package io.odradek.quorum.ratis;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.Collection;
import org.apache.ratis.netty.server.NettyRpcService;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;

/**
 * Ratis' Netty transport between members, each of whose requests says to which cluster its sender belongs and is held against that.
 *
 * <p>Thread-safe.
 */
final class AllegianceRpc implements RaftServerRpc {
    private final Allegiance allegiance;
    private final NettyRpcService netty;

    AllegianceRpc(RaftServer server, Allegiance allegiance) {
        this.allegiance = allegiance;
        this.netty = NettyRpcService.newBuilder().setServer(guarded(server, allegiance)).build();
    }

    private static RaftServer guarded(RaftServer server, Allegiance allegiance) {
        return (RaftServer) Proxy.newProxyInstance(
                RaftServer.class.getClassLoader(), new Class<?>[] {RaftServer.class}, (proxy, method, arguments) -> {
                    if (arguments != null && arguments.length == 1) {
                        check(arguments[0], allegiance);
                    }
                    try {
                        return method.invoke(server, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static void check(Object request, Allegiance allegiance) throws IOException {
        if (request instanceof RequestVoteRequestProto vote) {
            allegiance.check(vote.getServerRequest(), false);
        } else if (request instanceof AppendEntriesRequestProto entries) {
            allegiance.check(entries.getServerRequest(), true);
        } else if (request instanceof InstallSnapshotRequestProto snapshot) {
            allegiance.check(snapshot.getServerRequest(), true);
        } else if (request instanceof StartLeaderElectionRequestProto election) {
            allegiance.check(election.getServerRequest(), true);
        }
    }

    @Override
    public RequestVoteReplyProto requestVote(RequestVoteRequestProto request) throws IOException {
        return netty.requestVote(
                request.toBuilder().setServerRequest(allegiance.stamped(request.getServerRequest())).build());
    }

    @Override
    public AppendEntriesReplyProto appendEntries(AppendEntriesRequestProto request) throws IOException {
        return netty.appendEntries(
                request.toBuilder().setServerRequest(allegiance.stamped(request.getServerRequest())).build());
    }

    @Override
    public InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request) throws IOException {
        return netty.installSnapshot(
                request.toBuilder().setServerRequest(allegiance.stamped(request.getServerRequest())).build());
    }

    @Override
    public StartLeaderElectionReplyProto startLeaderElection(StartLeaderElectionRequestProto request) throws IOException {
        return netty.startLeaderElection(
                request.toBuilder().setServerRequest(allegiance.stamped(request.getServerRequest())).build());
    }

    @Override
    public void handleException(RaftPeerId peer, Exception failure, boolean reconnect) {
        netty.handleException(peer, failure, reconnect);
    }

    @Override
    public void addRaftPeers(Collection<RaftPeer> peers) {
        netty.addRaftPeers(peers);
    }

    @Override
    public RpcType getRpcType() {
        return netty.getRpcType();
    }

    @Override
    public InetSocketAddress getInetSocketAddress() {
        return netty.getInetSocketAddress();
    }

    @Override
    public void start() throws IOException {
        netty.start();
    }

    @Override
    public void close() throws IOException {
        netty.close();
    }
}
