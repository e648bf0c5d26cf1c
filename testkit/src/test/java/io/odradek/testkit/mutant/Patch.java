package io.odradek.testkit.mutant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Changes of one source file. How lines are indented is of no meaning.
 *
 * <p>Immutable.
 *
 * @param source the file, from the project's root
 * @param edits what changes in it
 */
record Patch(String source, List<Edit> edits) {
    /** The project's root; the tests of a module run in its folder. */
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /**
     * One change.
     *
     * @param original what stands in the file, once
     * @param mutated what is to stand there instead
     */
    record Edit(String original, String mutated) {}

    /** A patch of a class: {@code module} is its folder, {@code type} its name. */
    static Patch of(String module, String type, String original, String mutated) {
        return new Patch(module + "/src/main/java/" + type.replace('.', '/') + ".java", List.of(new Edit(original, mutated)));
    }

    /** The same with one change more. */
    Patch and(String original, String mutated) {
        return new Patch(source, Stream.concat(edits.stream(), Stream.of(new Edit(original, mutated))).toList());
    }

    /** The file's name without folders. */
    String fileName() {
        return source.substring(source.lastIndexOf('/') + 1);
    }

    /** The source with the changes, which go stale with a clear word when the source has changed. */
    String apply() {
        String whole;
        try {
            whole = flush(Files.readString(ROOT.resolve(source), UTF_8));
        } catch (IOException missing) {
            throw new IllegalStateException("the source " + source + " of a patch cannot be read: name the file it is in now", missing);
        }
        for (Edit edit : edits) {
            whole = apply(edit, whole);
        }
        return whole;
    }

    private String apply(Edit edit, String whole) {
        String replaced = flush(edit.original);
        int first = whole.indexOf(replaced);
        if (first < 0 || whole.indexOf(replaced, first + 1) >= 0) {
            throw new IllegalStateException("the source " + source
                    + " must have these lines just once; write the patch anew for what stands there now:\n" + edit.original);
        }
        return whole.substring(0, first) + flush(edit.mutated) + whole.substring(first + replaced.length());
    }

    private static String flush(String text) {
        String lines = text.lines().map(String::stripLeading).collect(Collectors.joining("\n"));
        return text.endsWith("\n") ? lines + "\n" : lines;
    }
}
