package io.odradek.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules about what classes no longer show: comments, lengths, listings, tests. */
final class SourceRules {
    private static final int LINE_COUNT_MAX = 400;
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "^\\s*public\\s+(?:static\\s+|final\\s+|abstract\\s+|sealed\\s+|non-sealed\\s+)*(?:class|interface|record|enum|@interface)\\s+(\\w+).*");
    /** What they stand on cannot be on a module path: the jars of Apache Ratis share packages. */
    private static final Set<String> CLASS_PATH_ONLY = Set.of("quorum-ratis");
    private static final Pattern PROVIDES = Pattern.compile("provides\\s+([\\w.]+)\\s+with\\s+([\\w.,\\s]+);");
    private static final Pattern EXPORTS = Pattern.compile("(?:exports|opens)\\s+([\\w.]+)\\s*;");
    /** Written apart, so that the rule does not find itself. */
    private static final Set<String> UNFINISHED = new TreeSet<>(List.of("TO" + "DO", "FIX" + "ME", "@Dis" + "abled", "Thread." + "sleep("));

    private static final Pattern JDK_INSIDE = Pattern.compile("\\b(?:sun\\.misc|jdk\\.internal)\\b");
    /** It may unmap. */
    private static final String UNMAPS = "io.odradek.storage.mmap.Mapping";

    private SourceRules() {}

    static List<SourceRule> all() {
        return List.of(
                new SourceRule(
                        "public types of published modules have Javadoc, because a contract that is not written down is a guess",
                        SourceRules::withoutJavadoc,
                        Canaries.java("Bare", "public final class Bare {}")),
                new SourceRule(
                        "files have at most 400 lines, because what is longer does more than one thing",
                        SourceRules::tooLong,
                        Canaries.java("Long", "// line\n".repeat(LINE_COUNT_MAX) + "final class Long {}")),
                new SourceRule(
                        "packages say what they are for and what may not enter them, because a layout without reasons decays",
                        SourceRules::withoutPackageInfo,
                        Canaries.java("Alone", "final class Alone {}")),
                new SourceRule(
                        "published modules are null-marked modules, because null is an answer only where it is written",
                        SourceRules::notNullMarked,
                        Canaries.file("src/main/java/module-info.java", "module canary {}")),
                new SourceRule(
                        "modules export and open no internal package, because what is internal may change without a word",
                        SourceRules::exportsInternal,
                        Canaries.file("src/main/java/module-info.java", "module canary {\n    exports canary.internal.cage;\n}")),
                new SourceRule(
                        "providers are listed for the class path and for the module path alike, because a plug-in must be found on both",
                        SourceRules::listedOnOnePathOnly,
                        Canaries.file("src/main/resources/META-INF/services/canary.Contract", "canary.Provider\n")),
                new SourceRule(
                        "public providers are listed, because an unlisted one is found by nobody",
                        SourceRules::unlistedProviders,
                        Canaries.java("SilentProvider", "/** Never found. */\npublic final class SilentProvider implements PartitionerProvider {}")),
                new SourceRule(
                        "listed providers have a class that runs their contract test, because a rule that nobody checks is a wish",
                        SourceRules::untestedProviders,
                        Canaries.file("src/main/resources/META-INF/services/canary.Contract", "canary.UntestedProvider\n")),
                new SourceRule(
                        "nothing is unfinished, switched off or asleep, because then or later means never",
                        SourceRules::unfinished,
                        Canaries.java("Later", "final class Later {} // TO" + "DO: sing")),
                new SourceRule(
                        "only the class that unmaps reaches inside the JDK, because its inside is not ours",
                        SourceRules::reachesInsideTheJdk,
                        Canaries.java("Reaches", "final class Reaches {\n    String name = \"sun." + "misc.Unsafe\";\n}")));
    }

    private static List<String> withoutJavadoc(SourceTree tree) {
        List<String> violations = new ArrayList<>();
        for (SourceFile file : tree.published()) {
            List<String> lines = file.lines();
            for (int i = 0; i < lines.size(); i++) {
                Matcher declaration = PUBLIC_TYPE.matcher(lines.get(i));
                if (declaration.matches() && !hasJavadoc(lines, i)) {
                    violations.add(file + ": " + declaration.group(1));
                }
            }
        }
        return violations;
    }

    private static boolean hasJavadoc(List<String> lines, int declaration) {
        int at = declaration - 1;
        boolean insideAnnotation = false;
        while (at >= 0 && (insideAnnotation || isAnnotationOrBlank(lines.get(at)))) {
            String line = lines.get(at).strip();
            insideAnnotation = !line.startsWith("@") && (insideAnnotation || line.endsWith(")"));
            at--;
        }
        return at >= 0 && lines.get(at).strip().endsWith("*/");
    }

    /** Whether the line is empty, an annotation, or the end of one that takes several lines. */
    private static boolean isAnnotationOrBlank(String line) {
        return line.isBlank() || line.strip().startsWith("@") || line.strip().endsWith(")");
    }

    private static List<String> tooLong(SourceTree tree) {
        return names(tree, file -> file.isJava() && file.lines().size() > LINE_COUNT_MAX);
    }

    private static List<String> withoutPackageInfo(SourceTree tree) {
        Set<String> described = tree.where(file -> file.isNamed("package-info.java")).stream()
                .map(file -> file.module() + "/" + file.folder())
                .collect(Collectors.toSet());
        return tree.published().stream()
                .filter(file -> !file.isNamed("module-info.java"))
                .map(file -> file.module() + "/" + file.folder())
                .distinct()
                .filter(folder -> !described.contains(folder))
                .toList();
    }

    private static List<String> notNullMarked(SourceTree tree) {
        Set<String> marked = tree.where(file -> file.path().equals("src/main/java/module-info.java") && file.text().contains("@org.jspecify.annotations.NullMarked"))
                .stream()
                .map(SourceFile::module)
                .collect(Collectors.toSet());
        return tree.published().stream()
                .map(SourceFile::module)
                .distinct()
                .filter(module -> !marked.contains(module) && !CLASS_PATH_ONLY.contains(module))
                .toList();
    }

    private static List<String> exportsInternal(SourceTree tree) {
        List<String> violations = new ArrayList<>();
        for (SourceFile file : tree.where(source -> source.isNamed("module-info.java"))) {
            Matcher export = EXPORTS.matcher(file.text());
            while (export.find()) {
                if ((export.group(1) + ".").contains(".internal.")) {
                    violations.add(file + ": " + export.group(1));
                }
            }
        }
        return violations;
    }

    private static List<String> listedOnOnePathOnly(SourceTree tree) {
        Set<String> onClassPath = new TreeSet<>();
        for (SourceFile file : serviceFiles(tree)) {
            if (CLASS_PATH_ONLY.contains(file.module())) {
                continue;
            }
            String contract = file.path().substring(file.path().lastIndexOf('/') + 1);
            file.lines().stream().filter(line -> !line.isBlank()).forEach(line -> onClassPath.add(contract + " by " + line.strip()));
        }
        Set<String> onModulePath = new TreeSet<>();
        for (SourceFile file : tree.where(source -> source.isMain() && source.isNamed("module-info.java"))) {
            Matcher provides = PROVIDES.matcher(file.text());
            while (provides.find()) {
                for (String provider : provides.group(2).split(",")) {
                    onModulePath.add(provides.group(1) + " by " + provider.strip());
                }
            }
        }
        Set<String> onOne = new TreeSet<>(onClassPath);
        onOne.addAll(onModulePath);
        onOne.removeIf(listing -> onClassPath.contains(listing) && onModulePath.contains(listing));
        return List.copyOf(onOne);
    }

    private static List<String> unlistedProviders(SourceTree tree) {
        Set<String> listed = listedProviders(tree);
        Pattern provider = Pattern.compile("(?s).*public final class \\w+ implements (?:\\w+, )*\\w+Provider\\b.*");
        return tree.published().stream()
                .filter(file -> provider.matcher(file.text()).matches())
                .map(SourceFile::className)
                .filter(name -> !listed.contains(name))
                .toList();
    }

    private static List<String> untestedProviders(SourceTree tree) {
        List<SourceFile> contractTests =
                tree.where(file -> !file.isMain() && file.isJava() && file.text().matches("(?s).*extends \\w+Contract\\b.*"));
        return listedProviders(tree).stream()
                .filter(name -> {
                    String created = "new " + name.substring(name.lastIndexOf('.') + 1) + "(";
                    return contractTests.stream().noneMatch(test -> test.text().contains(created));
                })
                .toList();
    }

    private static Set<String> listedProviders(SourceTree tree) {
        return serviceFiles(tree).stream()
                .flatMap(file -> file.lines().stream())
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<SourceFile> serviceFiles(SourceTree tree) {
        return tree.where(file -> file.path().startsWith("src/main/resources/META-INF/services/"));
    }

    private static List<String> unfinished(SourceTree tree) {
        return names(tree, file -> UNFINISHED.stream().anyMatch(file.text()::contains));
    }

    private static List<String> reachesInsideTheJdk(SourceTree tree) {
        return names(tree, file -> file.isMain() && file.isJava() && JDK_INSIDE.matcher(file.text()).find() && !file.className().equals(UNMAPS));
    }

    private static List<String> names(SourceTree tree, Predicate<SourceFile> broken) {
        return tree.where(broken).stream().map(SourceFile::toString).toList();
    }

    /** Trees of one file. */
    private static final class Canaries {
        private Canaries() {}

        static SourceTree java(String name, String text) {
            return file("src/main/java/canary/" + name + ".java", "package canary;\n\n" + text + "\n");
        }

        static SourceTree file(String path, String text) {
            return new SourceTree(List.of(new SourceFile("canary", path, text)));
        }
    }
}
