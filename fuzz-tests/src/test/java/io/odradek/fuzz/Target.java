package io.odradek.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The targets by their names, which are what {@code fuzz-tests/run} takes. */
enum Target {
    MESSAGES("Messages", MessagesTarget::new),
    RECORDS("Records", RecordsTarget::new),
    CODECS("Codecs", CodecsTarget::new),
    LOG_FILES("LogFiles", LogFilesTarget::new),
    DATA_DIRECTORY("DataDirectory", DataDirectoryTarget::new),
    QUORUM_FILE("QuorumFile", QuorumFileTarget::new),
    CLUSTER("Cluster", ClusterTarget::new),
    ANSWERS("Answers", AnswersTarget::new);

    private static final String METHOD = "read_anyBytes_endsAsPermitted";

    private final String title;
    private final Supplier<FuzzTarget> maker;

    Target(String title, Supplier<FuzzTarget> maker) {
        this.title = title;
        this.maker = maker;
    }

    FuzzTarget make() {
        return maker.get();
    }

    /** Where Jazzer looks for the inputs, below the resources of the tests. */
    String corpusFolder() {
        return "io/odradek/fuzz/" + title + "FuzzTestInputs/" + METHOD;
    }

    /** The committed inputs, by name. */
    List<Path> corpus() {
        URL folder = Target.class.getClassLoader().getResource(corpusFolder());
        if (folder == null) {
            throw new AssertionError("there are no inputs in " + corpusFolder());
        }
        try (Stream<Path> files = Files.list(Path.of(new URI(folder.toString())))) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
