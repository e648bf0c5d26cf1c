package io.odradek.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Who may know whom. */
final class ArrowRules {
    private ArrowRules() {}

    static List<HouseRule> all() {
        return List.of(
                new HouseRule("arrows", arrowsGoDownOnly()),
                new HouseRule("bareapi", apiIsBare()),
                new HouseRule("islands", pluginsAreIslands()),
                new HouseRule("internals", internalsStayInside()),
                new HouseRule("cycles", noPackageCycles()),
                new HouseRule("loading", onlyTheRegistryLoads()),
                new HouseRule("netty", libraryStaysIn("Netty", outside("io.odradek.transport.netty"), "io.netty..")
                        .because("another transport must be able to take its place")),
                new HouseRule("mapping", mappingStaysInStorage()),
                new HouseRule("codecs", libraryStaysIn(
                                "the codecs' libraries", outside("io.odradek.compression"), "net.jpountz..", "com.github.luben..", "org.xerial..")
                        .because("who uses no zstd or snappy must not need them")),
                new HouseRule("guice", libraryStaysIn(
                                "Guice", outside("io.odradek.broker.wiring", "io.odradek.cli.wiring"), "com.google.inject..", "jakarta.inject..")
                        .because("everything is assembled by plain factories, and a library must not force a container on its users")),
                new HouseRule("guava", libraryStaysIn("Guava", outside(), "com.google.common..")
                        .because("it comes with Guice and is nobody's to use")),
                new HouseRule("console", libraryStaysIn(
                                "what serves a person at a terminal",
                                outside("io.odradek.cli"),
                                "picocli..",
                                "me.tongfei..",
                                "com.fasterxml..",
                                "org.apache.commons.csv..",
                                "org.HdrHistogram..")
                        .because("a library has no terminal")),
                new HouseRule("testing", libraryStaysIn("test libraries", outside("io.odradek.spi.tck"), "org.junit..", "org.assertj..")
                        .because("only contract tests are tests that are published")));
    }

    private static ArchRule arrowsGoDownOnly() {
        return classes().that(Room.any()).should(new ArchCondition<>("know only the modules below them") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        Room.of(type).ifPresent(room -> checkArrows(type, room, events));
                    }
                })
                .because("an arrow that points up or sideways ties together what was made to be replaced");
    }

    private static void checkArrows(JavaClass type, Room room, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            Optional<Room> target = Room.of(dependency.getTargetClass());
            if (target.isPresent() && !room.mayKnow(target.get())) {
                events.add(SimpleConditionEvent.violated(type, room + " may not know " + target.get() + ": " + dependency.getDescription()));
            }
        }
    }

    private static ArchRule apiIsBare() {
        return classes()
                .that(Room.in(Room.API))
                .should()
                .onlyDependOnClassesThat(Room.in(Room.API).or(resideInAnyPackage("java..", "org.jspecify..")))
                .because("what an application imports must bring nothing with it");
    }

    private static ArchRule pluginsAreIslands() {
        return noClasses()
                .that(Room.outside(Room.TESTKIT, Room.ISLANDS.toArray(Room[]::new)))
                .should()
                .dependOnClassesThat(Room.in(Room.ISLANDS))
                .because("a plug-in that somebody knows by its class cannot be replaced by its name");
    }

    private static ArchRule internalsStayInside() {
        return classes().that(Room.any()).should(new ArchCondition<>("leave the internal packages of other modules alone") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                            JavaClass target = dependency.getTargetClass().getBaseComponentType();
                            boolean internal = (target.getPackageName() + ".").contains(".internal.");
                            if (internal && Room.of(target).isPresent() && !Room.of(target).equals(Room.of(type))) {
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                            }
                        }
                    }
                })
                .because("what is internal may change without a word");
    }

    /** The contracts and the registry that knows them by name are one slice: a contract's provider is a plug-in's provider. */
    private static ArchRule noPackageCycles() {
        SliceAssignment packages = new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String packageName = type.getPackageName();
                if (Room.of(type).isEmpty()) {
                    return SliceIdentifier.ignore();
                }
                return SliceIdentifier.of(Room.of(type).get() == Room.SPI ? "io.odradek.spi" : packageName);
            }

            @Override
            public String getDescription() {
                return "packages of the house";
            }
        };
        return slices().assignedFrom(packages).should().beFreeOfCycles().because("packages in a circle are one package that nobody can take apart");
    }

    private static ArchRule onlyTheRegistryLoads() {
        return noClasses()
                .that(outside("io.odradek.spi.plugin"))
                .should()
                .dependOnClassesThat(JavaClass.Predicates.equivalentTo(ServiceLoader.class))
                .because("a provider found behind the registry's back has no name, no level and no error that helps");
    }

    private static ArchRule mappingStaysInStorage() {
        return noClasses()
                .that(Room.outside(Room.STORAGE_MMAP))
                .should()
                .dependOnClassesThat(JavaClass.Predicates.equivalentTo(MappedByteBuffer.class))
                .orShould()
                .callMethodWhere(Calls.of(FileChannel.class, "map"))
                .because("one writer owns a mapping, and a store into a hole of one can be lost without a word");
    }

    private static ArchRule libraryStaysIn(String name, DescribedPredicate<JavaClass> strangers, String... packages) {
        return noClasses()
                .that(strangers)
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages).as(name));
    }

    /** Classes of the house that are in none of these packages or those below them. */
    private static DescribedPredicate<JavaClass> outside(String... packages) {
        String[] trees = new String[packages.length];
        for (int i = 0; i < packages.length; i++) {
            trees[i] = packages[i] + "..";
        }
        return packages.length == 0
                ? Room.any()
                : Room.any().and(DescribedPredicate.not(resideInAnyPackage(trees))).as("outside " + String.join(" and ", packages));
    }
}
