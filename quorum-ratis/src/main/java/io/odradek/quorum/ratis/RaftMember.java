package io.odradek.quorum.ratis;

import io.odradek.api.OdradekException;
import io.odradek.api.StorageException;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.QuorumSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.netty.NettyFactory;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.statemachine.StateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This member's Ratis: the server of its group, and a way to send requests to the servers of the others.
 *
 * <p>{@link #open} and {@link #close} are confined to the member's own thread; the threads that Ratis makes are daemons because that one is. The
 * rest is thread-safe.
 */
final class RaftMember {
    private static final Logger LOG = LoggerFactory.getLogger(RaftMember.class);

    private static final long NO_CALL = 0;
    /** Turns nanoseconds into milliseconds of half the time. */
    private static final long HALF_NS_OF_MS = 2_000_000;

    private final Members members;
    private final RatisSettings settings;
    private final QuorumSettings quorum;
    private final Path folder;
    private final RaftThread ownThread;
    private final Map<RaftPeerId, RaftThread> couriers;
    private final ClientId clientId = ClientId.randomId();
    private volatile @Nullable RaftServer server;
    private volatile @Nullable RaftClientRpc client;

    RaftMember(Members members, RatisSettings settings, QuorumSettings quorum, Path folder, RaftThread ownThread) {
        this.ownThread = ownThread;
        this.couriers = members.others().stream()
                .collect(Collectors.toMap(other -> other, other -> new RaftThread("quorum-" + members.nodeId() + "-to-" + Members.nodeId(other))));
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
    void open(StateMachine machine, CommitNews news, Allegiance allegiance) {
        ListenCheck.require(members.address());
        try {
            MemberFile.claim(folder, members);
            Path current = folder.resolve(members.groupId().getUuid().toString()).resolve(RaftStorageDirectory.CURRENT_DIR_NAME);
            VoteFile.check(current);
            LogTail.check(current);
            RaftProperties properties = RaftDefaults.of(settings, quorum, members.address(), folder);
            RaftServer opening = RaftServer.newBuilder()
                    .setServerId(members.self())
                    .setGroup(members.group())
                    .setOption(RaftStorage.StartupOption.RECOVER)
                    .setStateMachine(machine)
                    .setProperties(properties)
                    .setParameters(NewsRpc.carrying(news, allegiance))
                    .build();
            server = opening;
            opening.start();
            RaftClientRpc requests = new NettyFactory(new Parameters()).newRaftClientRpc(clientId, properties);
            requests.addRaftPeers(members.group().getPeers());
            client = requests;
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

    private RaftClientRequest request(RaftPeerId to, long callId, ByteString entry) {
        return RaftClientRequest.newBuilder()
                .setClientId(clientId)
                .setServerId(to)
                .setGroupId(members.groupId())
                .setCallId(callId)
                .setMessage(() -> entry)
                .setType(RaftClientRequest.writeRequestType())
                .build();
    }

    /** Sends an entry to a member, this one or another. Thread-safe. */
    CompletableFuture<RaftClientReply> send(RaftPeerId to, long callId, ByteString entry) {
        CompletableFuture<RaftClientReply> reply = new CompletableFuture<>();
        threadTo(to).execute(() -> sendNow(request(to, callId, entry)).whenComplete((answer, failure) -> {
            if (failure == null) {
                reply.complete(answer);
            } else {
                reconnect(to, failure);
                reply.completeExceptionally(failure);
            }
        }));
        return reply;
    }

    /** Connecting blocks; a member that does not answer must hold up nobody else. */
    private RaftThread threadTo(RaftPeerId to) {
        return to.equals(members.self()) ? ownThread : couriers.get(to);
    }

    private CompletableFuture<RaftClientReply> sendNow(RaftClientRequest request) {
        RaftServer self = server;
        RaftClientRpc others = client;
        if (self == null || others == null) {
            return CompletableFuture.failedFuture(new IOException("the member is not open"));
        }
        try {
            return request.getServerId().equals(members.self()) ? self.submitClientRequestAsync(request) : others.sendRequestAsync(request);
        } catch (IOException | RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    /** Lets the connection to a member go: Ratis uses none again on which anything failed. */
    private void reconnect(RaftPeerId to, Throwable failure) {
        RaftClientRpc others = client;
        if (others != null && !to.equals(members.self())) {
            threadTo(to).execute(() -> others.handleException(to, failure, true));
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

    /** Has the state written and the log before it let go, soon. */
    void takeSnapshot() {
        RaftServer self = server;
        if (self == null) {
            return;
        }
        try {
            self.snapshotManagementAsync(SnapshotManagementRequest.newCreate(
                    clientId, members.self(), members.groupId(), NO_CALL, TimeUnit.NANOSECONDS.toMillis(quorum.submitTimeoutNs()), 1));
        } catch (RuntimeException failed) {
            LOG.warn("quorum member {} could not ask for a snapshot: {}", members.nodeId(), failed.toString());
        }
    }

    /** Leaves, and hands the lead over first if it has it. Blocking. Idempotent. */
    void close() {
        RaftClientRpc requests = client;
        RaftServer self = server;
        client = null;
        server = null;
        couriers.values().forEach(RaftThread::end);
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
                long timeoutMs = quorum.electionTimeoutNs() / HALF_NS_OF_MS;
                self.transferLeadershipAsync(new TransferLeadershipRequest(
                                clientId, members.self(), members.groupId(), NO_CALL, other, timeoutMs))
                        .get(2 * timeoutMs, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException | ExecutionException | TimeoutException | RuntimeException failed) {
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
