package io.odradek.quorum.ratis;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnknownFieldSet;

/**
 * To which cluster this member belongs, as its requests to others say, and whom it refuses for that.
 *
 * <p>Thread-safe. The group's id follows from the members' ids, which two clusters may share; a member with the files of the other one would be
 * elected for its longer log, and take the place of what was committed. A member that belongs to no cluster yet is refused by nobody.
 *
 * <p>Format: the field {@link #FIELD} of RaftRpcRequestProto, which Ratis does not know and passes over: the cluster's identity as UTF-8.
 */
final class Allegiance {
    private static final int FIELD = 7_001;

    private final Supplier<Optional<String>> own;
    private final Listener listener;

    /** Hears of members of other clusters. */
    @FunctionalInterface
    interface Listener {
        /**
         * One was refused. Called on threads of Ratis.
         *
         * @param leads whether it leads, which takes a majority
         */
        void stranger(int nodeId, String cluster, boolean leads);
    }

    Allegiance(Supplier<Optional<String>> own, Listener listener) {
        this.own = own;
        this.listener = listener;
    }

    /** A request that says to which cluster this member belongs, if it belongs to one. */
    RaftRpcRequestProto stamped(RaftRpcRequestProto request) {
        Optional<String> cluster = own.get();
        if (cluster.isEmpty()) {
            return request;
        }
        UnknownFieldSet.Field field =
                UnknownFieldSet.Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8(cluster.get())).build();
        return request.toBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder().addField(FIELD, field).build())
                .build();
    }

    /**
     * Looks at a request of another member.
     *
     * @throws IOException when that one belongs to another cluster
     */
    void check(RaftRpcRequestProto request, boolean ofLeader) throws IOException {
        Optional<String> cluster = own.get();
        for (ByteString told : request.getUnknownFields().getField(FIELD).getLengthDelimitedList()) {
            if (cluster.isPresent() && !cluster.get().equals(told.toStringUtf8())) {
                int nodeId = Members.nodeId(RaftPeerId.valueOf(request.getRequestorId()));
                listener.stranger(nodeId, told.toStringUtf8(), ofLeader);
                throw new IOException("member " + nodeId + " belongs to the cluster " + told.toStringUtf8() + ", this one to " + cluster.get());
            }
        }
    }
}
