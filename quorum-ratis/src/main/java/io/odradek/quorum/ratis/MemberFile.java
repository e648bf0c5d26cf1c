package io.odradek.quorum.ratis;

import io.odradek.api.ConfigException;
import io.odradek.api.StorageException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Says whose files a quorum's folder holds, so that no member ever works on another's.
 *
 * <p>Blocking. Ratis itself would take a folder of any group for its own, and form a second group beside it.
 */
final class MemberFile {
    static final String NAME = "member.properties";

    private static final String NODE = "node.id";
    private static final String MEMBERS = "members";
    private static final String CLUSTER = "cluster.id";

    private MemberFile() {}

    /**
     * Creates the folder for {@code members} or finds that it is theirs.
     *
     * @throws ConfigException when it belongs to another member or another quorum
     * @throws StorageException when it cannot be read
     */
    static void claim(Path folder, Members members) throws IOException {
        DurableFiles.createFolder(folder);
        Path file = folder.resolve(NAME);
        if (Files.exists(file)) {
            check(folder, read(file), members);
        } else if (DurableFiles.entries(folder).stream().anyMatch(Files::isDirectory)) {
            throw new StorageException("the folder " + folder + " holds a quorum's log, but " + NAME
                    + ", which says whose, is missing. " + Advice.FRESH_MEMBER);
        } else {
            DurableFiles.write(file, ByteBuffer.wrap(text(members).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String text(Members members) {
        return "# Whose files these are. Do not edit.\n" + NODE + "=" + members.nodeId() + "\n" + MEMBERS + "=" + members.ids() + "\n"
                + CLUSTER + "=" + members.clusterId() + "\n";
    }

    private static Properties read(Path file) throws IOException {
        Properties read = new Properties();
        try {
            read.load(new StringReader(Files.readString(file)));
        } catch (IllegalArgumentException malformed) {
            throw unreadable(file, malformed);
        }
        if (read.getProperty(NODE) == null || read.getProperty(MEMBERS) == null) {
            throw unreadable(file, null);
        }
        return read;
    }

    private static StorageException unreadable(Path file, @org.jspecify.annotations.Nullable Throwable cause) {
        return new StorageException("the file " + file + " does not say whose quorum this is. " + Advice.FRESH_MEMBER, cause);
    }

    private static void check(Path folder, Properties found, Members members) {
        if (!found.getProperty(NODE).equals(Integer.toString(members.nodeId()))) {
            throw new ConfigException("the folder " + folder + " belongs to node " + found.getProperty(NODE) + ", and this is node "
                    + members.nodeId() + ": give each node a directory of its own, or correct node.id");
        }
        String cluster = found.getProperty(CLUSTER, "");
        if (!found.getProperty(MEMBERS).equals(members.ids()) || !cluster.equals(members.clusterId())) {
            throw new ConfigException("the folder " + folder + " belongs to the quorum of the members " + found.getProperty(MEMBERS)
                    + " of cluster '" + cluster + "', and the configuration says members " + members.ids() + " of cluster '"
                    + members.clusterId() + "': correct the configuration. The members of a quorum cannot be changed;"
                    + " to begin anew without what it knew, delete the folder on all of them");
        }
    }
}
