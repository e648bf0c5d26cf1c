package io.odradek.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sources of the house, or of a canary.
 *
 * @param files every Java and service file, in the order of their paths
 */
record SourceTree(List<SourceFile> files) {
    private static final Path ROOT = Path.of("..");
    private static final String OWN_MODULE = "architecture-tests";
    private static final List<String> UNPUBLISHED = List.of("examples", "benchmarks", "interop-tests");

    /** All modules, this one aside: its canaries break the rules on purpose. */
    static SourceTree ofHouse() {
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> modules = Files.walk(ROOT, 2)) {
            for (Path module : modules.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted().toList()) {
                String name = ROOT.relativize(module).toString();
                if (Files.isDirectory(module.resolve("src")) && !name.equals(OWN_MODULE)) {
                    addFiles(name, module, files);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new SourceTree(files);
    }

    private static void addFiles(String name, Path module, List<SourceFile> files) throws IOException {
        try (Stream<Path> paths = Files.walk(module.resolve("src"))) {
            for (Path path : paths.filter(SourceTree::isSource).sorted().toList()) {
                String relative = module.relativize(path).toString().replace('\\', '/');
                files.add(new SourceFile(name, relative, Files.readString(path, StandardCharsets.UTF_8)));
            }
        }
    }

    private static boolean isSource(Path path) {
        return Files.isRegularFile(path) && (path.toString().endsWith(".java") || path.toString().contains("META-INF/services"));
    }

    /** The files that {@code wanted} lets through. */
    List<SourceFile> where(Predicate<SourceFile> wanted) {
        return files.stream().filter(wanted).toList();
    }

    /** Java files of what is published: everything but tests, examples and benchmarks. */
    List<SourceFile> published() {
        return where(file -> file.isMain() && file.isJava() && UNPUBLISHED.stream().noneMatch(file.module()::startsWith));
    }

    /** The packages of what is published that have classes. */
    Set<String> packages() {
        return published().stream()
                .filter(file -> !file.isNamed("package-info.java") && !file.isNamed("module-info.java"))
                .map(file -> file.className().substring(0, file.className().lastIndexOf('.')))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
