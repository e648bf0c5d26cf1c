package io.odradek.quorum.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.junit.jupiter.api.Test;

class AllegianceTest {
    private final List<String> strangers = new ArrayList<>();

    private Allegiance of(String cluster) {
        return new Allegiance(
                () -> Optional.ofNullable(cluster), (nodeId, theirs, leads) -> strangers.add(nodeId + " of " + theirs + (leads ? " leads" : "")));
    }

    /** As it arrives from member 2. */
    private RaftRpcRequestProto requestOf(String cluster) throws InvalidProtocolBufferException {
        RaftRpcRequestProto request =
                RaftRpcRequestProto.newBuilder().setRequestorId(Members.peerId(2).toByteString()).build();
        return RaftRpcRequestProto.parseFrom(of(cluster).stamped(request).toByteString());
    }

    @Test
    void check_memberOfAnotherCluster_isRefusedAndTold() throws IOException {
        RaftRpcRequestProto request = requestOf("theirs");

        assertThatThrownBy(() -> of("mine").check(request, true))
                .isInstanceOf(IOException.class)
                .hasMessage("member 2 belongs to the cluster theirs, this one to mine");
        assertThat(strangers).containsExactly("2 of theirs leads");
    }

    @Test
    void check_sameClusterOrNoneYet_isTaken() throws IOException {
        RaftRpcRequestProto fresh = requestOf(null);
        RaftRpcRequestProto mine = requestOf("mine");

        assertThatCode(() -> of("mine").check(fresh, false)).doesNotThrowAnyException();
        assertThatCode(() -> of("mine").check(mine, true)).doesNotThrowAnyException();
        assertThatCode(() -> of(null).check(mine, true)).doesNotThrowAnyException();
        assertThat(strangers).isEmpty();
    }
}
