package io.odradek.quorum.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ConfigException;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.transport.Endpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static final QuorumMember ONE = member(1, "a", 7001);
    private static final QuorumMember TWO = member(2, "b", 7001);

    @Test
    void groupId_anyOrderAndAddresses_isTheSame() {
        Members here = Members.of("c", settings(1, ONE, TWO));
        Members there = Members.of("c", settings(2, member(2, "elsewhere", 9), ONE));

        assertThat(here.groupId()).isEqualTo(there.groupId());
    }

    @Test
    void groupId_otherMembersOrCluster_isAnother() {
        Members members = Members.of("c", settings(1, ONE, TWO));

        assertThat(members.groupId()).isNotEqualTo(Members.of("d", settings(1, ONE, TWO)).groupId());
        assertThat(members.groupId()).isNotEqualTo(Members.of("c", settings(1, ONE, member(3, "b", 7001))).groupId());
    }

    @Test
    void of_sameIdTwice_isRefused() {
        assertThatThrownBy(() -> Members.of("", settings(1, ONE, member(1, "b", 7001))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("node id 1");
    }

    @Test
    void of_sameAddressTwice_isRefused() {
        assertThatThrownBy(() -> Members.of("", settings(1, ONE, member(2, "a", 7001))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("address a:7001");
    }

    @Test
    void of_withoutPort_isRefusedUnlessAlone() {
        assertThatThrownBy(() -> Members.of("", settings(1, ONE, member(2, "b", 0))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("write the port");
        assertThat(Members.of("", settings(1, member(1, "nowhere", 0))).address().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void settings_outOfRange_areRefusedByName() {
        assertThat(RatisSettings.read(Map.of()).clusterId()).isEmpty();
        assertThat(RatisSettings.read(Map.of("quorum.ratis.snapshot.commands", " 7 ")).snapshotCommandCount()).isEqualTo(7);
        for (String wrong : List.of("0", "much", "99999999999")) {
            assertThatThrownBy(() -> RatisSettings.read(Map.of("quorum.ratis.snapshot.commands", wrong)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("quorum.ratis.snapshot.commands=" + wrong);
        }
    }

    private static QuorumMember member(int id, String host, int port) {
        return new QuorumMember(id, new Endpoint(host, port));
    }

    private static QuorumSettings settings(int nodeId, QuorumMember... members) {
        return new QuorumSettings(nodeId, List.of(members), 1, 1);
    }
}
