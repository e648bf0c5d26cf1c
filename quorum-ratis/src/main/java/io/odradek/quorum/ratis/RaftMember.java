package io.odradek.quorum.ratis;

import io.odradek.api.OdradekException;
import io.odradek.api.StorageException;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.QuorumSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.statemachine.StateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.ExitUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This member's Ratis: the server of its group, and a way to send requests to the servers of the others.
 *
 * <p>Confined to one daemon thread, but for {@link #seen}: the threads that Ratis makes are daemons because that one is.
 */
final class RaftMember {
    private static final Logger LOG = LoggerFactory.getLogger(RaftMember.class);

    private static final long HAND_OVER_CALL = 0;
    /** Turns nanoseconds into milliseconds of half the time. */
    private static final long HALF_NS_OF_MS = 2_000_000;

    private final Members members;
    private final RatisSettings settings;
    private final QuorumSettings quorum;
    private final Path folder;
    private final ClientId clientId = ClientId.randomId();
    private volatile @Nullable RaftServer server;
    private @Nullable RaftClientRpc client;

    RaftMember(Members members, RatisSettings settings, QuorumSettings quorum, Path folder) {
        this.members = members;
        this.settings = settings;
        this.quorum = quorum;
        this.folder = folder;
    }

    /**
     * Opens this member's files and joins. Blocking.
     *
     * @throws OdradekException when files or address cannot be used
     */
    void open(StateMachine machine) {
        ExitGuard.raise();
        GrpcVoice.lower();
        ListenCheck.require(members.address());
        try {
            MemberFile.claim(folder, members);
            LogTail.check(folder.resolve(members.groupId().getUuid().toString()).resolve(RaftStorageDirectory.CURRENT_DIR_NAME));
            RaftProperties properties = RaftDefaults.of(settings, quorum, members.address(), folder);
            RaftServer opening = RaftServer.newBuilder()
                    .setServerId(members.self())
                    .setGroup(members.group())
                    .setOption(RaftStorage.StartupOption.RECOVER)
                    .setStateMachine(machine)
                    .setProperties(properties)
                    .build();
            server = opening;
            opening.start();
            RaftClientRpc requests = new GrpcFactory(new Parameters()).newRaftClientRpc(clientId, properties);
            requests.addRaftPeers(members.group().getPeers());
            client = requests;
        } catch (ExitUtils.ExitException cannotListen) {
            throw ListenCheck.refused(members.address(), cannotListen);
        } catch (IOException | RuntimeException | LinkageError failed) {
            throw told(failed);
        }
    }

    private OdradekException told(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof OdradekException ours) {
                return ours;
            }
        }
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new StorageException("cannot open the quorum's log in " + folder + ": " + root.getMessage()
                + ". If another process holds the folder, end it. " + Advice.FRESH_MEMBER, failed);
    }

    RaftClientRequest request(RaftPeerId to, long callId, ByteString entry) {
        return RaftClientRequest.newBuilder()
                .setClientId(clientId)
                .setServerId(to)
                .setGroupId(members.groupId())
                .setCallId(callId)
                .setMessage(() -> entry)
                .setType(RaftClientRequest.writeRequestType())
                .build();
    }

    /** Sends a request to the member it names, this one or another. */
    CompletableFuture<RaftClientReply> send(RaftClientRequest request) {
        RaftServer self = server;
        RaftClientRpc others = client;
        if (self == null || others == null) {
            return CompletableFuture.failedFuture(new IOException("the member is not open"));
        }
        try {
            return request.getServerId().equals(members.self())
                    ? self.submitClientRequestAsync(request)
                    : others.sendRequestAsyncUnordered(request);
        } catch (IOException | RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    /** Opens the connection for requests to a member anew: Ratis uses none again on which anything failed. */
    void reconnect(RaftPeerId to, Throwable failure) {
        if (client != null && !to.equals(members.self())) {
            client.handleException(to, failure, true);
        }
    }

    /** Opens the connections on which votes are asked for anew: gRPC waits for up to two minutes before it tries one again that failed. */
    void reconnectAll() {
        RaftServer self = server;
        if (self != null) {
            IOException stale = new IOException("no leader is known");
            members.others().forEach(other -> self.getServerRpc().handleException(other, stale, true));
        }
    }

    /** Who leads, as Ratis says at this moment. Thread-safe. */
    Leadership seen() {
        RaftServer self = server;
        if (self == null) {
            return Leadership.NONE;
        }
        try {
            DivisionInfo info = self.getDivision(members.groupId()).getInfo();
            long term = info.getCurrentTerm();
            RaftPeerId leader = info.isAlive() ? info.getLeaderId() : null;
            return new Leadership(leader == null ? Leadership.NOBODY : Members.nodeId(leader), term);
        } catch (IOException closed) {
            return Leadership.NONE;
        }
    }

    /** Leaves, and hands the lead over first if it has it. Blocking. Idempotent. */
    void close() {
        RaftClientRpc requests = client;
        RaftServer self = server;
        client = null;
        server = null;
        closeQuietly(requests);
        if (self != null) {
            handOver(self);
            closeQuietly(self);
        }
    }

    /** Lets the first that can take it have the lead, so that the others need not find out that it is free. */
    private void handOver(RaftServer self) {
        try {
            for (RaftPeerId other : members.others()) {
                if (!self.getDivision(members.groupId()).getInfo().isLeader()) {
                    return;
                }
                self.transferLeadership(new TransferLeadershipRequest(
                        clientId, members.self(), members.groupId(), HAND_OVER_CALL, other, quorum.electionTimeoutNs() / HALF_NS_OF_MS));
            }
        } catch (IOException | RuntimeException failed) {
            LOG.debug("quorum member {} could not hand over the lead: {}", members.nodeId(), failed.toString());
        }
    }

    private void closeQuietly(@Nullable Closeable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (IOException | RuntimeException failed) {
            LOG.warn("quorum member {} could not be closed in good order: {}", members.nodeId(), failed.toString());
        }
    }
}
