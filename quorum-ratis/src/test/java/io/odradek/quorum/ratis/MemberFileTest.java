package io.odradek.quorum.ratis;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ConfigException;
import io.odradek.api.StorageException;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.transport.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemberFileTest {
    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void claimForTheFirst() throws IOException {
        folder = root.resolve("quorum");
        MemberFile.claim(folder, members(1, "c", 1, 2, 3));
    }

    @Test
    void claim_again_isTheirs() {
        assertThatCode(() -> MemberFile.claim(folder, members(1, "c", 1, 2, 3))).doesNotThrowAnyException();
    }

    @Test
    void claim_byAnotherNode_isRefused() {
        assertThatThrownBy(() -> MemberFile.claim(folder, members(2, "c", 1, 2, 3)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("belongs to node 1, and this is node 2");
    }

    @Test
    void claim_byOtherMembersOrAnotherCluster_isRefused() {
        assertThatThrownBy(() -> MemberFile.claim(folder, members(1, "c", 1, 2, 4)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("members 1,2,3 of cluster 'c'")
                .hasMessageContaining("members 1,2,4 of cluster 'c'");
        assertThatThrownBy(() -> MemberFile.claim(folder, members(1, "d", 1, 2, 3)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cluster 'd'");
    }

    @Test
    void claim_unreadableFile_saysWhatToDo() throws IOException {
        Files.writeString(folder.resolve(MemberFile.NAME), "\\u12");
        assertThatThrownBy(() -> MemberFile.claim(folder, members(1, "c", 1, 2, 3)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("delete its folder");
    }

    @Test
    void claim_logWithoutFile_isRefused() throws IOException {
        Files.delete(folder.resolve(MemberFile.NAME));
        Files.createDirectory(folder.resolve("group"));
        assertThatThrownBy(() -> MemberFile.claim(folder, members(1, "c", 1, 2, 3)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("member.properties");
    }

    private static Members members(int nodeId, String clusterId, int... ids) {
        List<QuorumMember> members = java.util.Arrays.stream(ids)
                .mapToObj(id -> new QuorumMember(id, new Endpoint("host" + id, 7000)))
                .toList();
        return new Members(nodeId, clusterId, members);
    }
}
