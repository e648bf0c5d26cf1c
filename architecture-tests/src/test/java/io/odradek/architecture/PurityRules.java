package io.odradek.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.Buffer;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Where time, chance, threads, output and state may come from. */
final class PurityRules {
    /** What must run unchanged in virtual time. */
    private static final Set<Room> SIMULATED = EnumSet.of(
            Room.API,
            Room.PARTITIONERS,
            Room.POLICIES,
            Room.COMPRESSION,
            Room.QUORUM_LOCAL,
            Room.PROTOCOL,
            Room.LOG,
            Room.CLIENT,
            Room.PRODUCER,
            Room.BROKER);

    private static final Set<Room> THREADLESS = EnumSet.of(
            Room.API,
            Room.PARTITIONERS,
            Room.POLICIES,
            Room.COMPRESSION,
            Room.STORAGE_MMAP,
            Room.QUORUM_LOCAL,
            Room.PROTOCOL,
            Room.LOG,
            Room.CLIENT,
            Room.PRODUCER,
            Room.BROKER,
            Room.TESTKIT);

    private PurityRules() {}

    static List<HouseRule> all() {
        return List.of(
                new HouseRule("time", timeIsInjected()),
                new HouseRule("chance", chanceIsInjected()),
                new HouseRule("threads", noThreadIsCreated()),
                new HouseRule("order", noOrderOfHashes()),
                new HouseRule("streams", noStandardStreams()),
                new HouseRule("statics", noMutableStatics()));
    }

    private static ArchRule timeIsInjected() {
        DescribedPredicate<JavaMethodCall> reading = Calls.of(System.class, "nanoTime", "currentTimeMillis")
                .or(Calls.of(java.time.temporal.Temporal.class, "now"))
                .or(Calls.of(java.time.Clock.class, "systemUTC", "systemDefaultZone", "system", "tick", "tickMillis", "tickSeconds", "tickMinutes"));
        DescribedPredicate<JavaMethodCall> waiting = Calls.of(Thread.class, "sleep", "onSpinWait", "yield")
                .or(Calls.of(TimeUnit.class, "sleep"))
                .or(Calls.of(LockSupport.class, "park", "parkNanos", "parkUntil"));
        return noClasses()
                .that(Room.in(SIMULATED))
                .should()
                .callMethodWhere(reading.or(waiting).as("the machine's time is read or waited for"))
                .because("the same engines run in virtual time, where only EventLoop and Clock know what time it is");
    }

    private static ArchRule chanceIsInjected() {
        DescribedPredicate<JavaMethodCall> drawing = Calls.of(Math.class, "random")
                .or(Calls.of(UUID.class, "randomUUID"))
                .or(Calls.of(java.util.concurrent.ThreadLocalRandom.class, "current"))
                .or(Calls.of(System.class, "identityHashCode"));
        DescribedPredicate<JavaConstructorCall> making = Calls.constructionOf(Random.class, SplittableRandom.class);
        return noClasses()
                .that(Room.in(SIMULATED))
                .should()
                .callMethodWhere(drawing.as("chance is drawn from elsewhere"))
                .orShould()
                .callConstructorWhere(making.as("a source of chance is made"))
                .because("a run must be the same for the same seed, also in another JVM");
    }

    private static ArchRule noThreadIsCreated() {
        DescribedPredicate<JavaMethodCall> asking = Calls.of(Executors.class, Executors.class.getSimpleName())
                .or(DescribedPredicate.describe(
                        "a factory of executors", call -> call.getTargetOwner().isEquivalentTo(Executors.class)))
                .or(DescribedPredicate.describe("the common pool", PurityRules::usesCommonPool))
                .or(Calls.of(Collection.class, "parallelStream"))
                .or(Calls.of(java.util.stream.BaseStream.class, "parallel"))
                .or(Calls.of(java.lang.ref.Cleaner.class, "create"));
        DescribedPredicate<JavaConstructorCall> making = Calls.constructionOf(Thread.class, ExecutorService.class, Timer.class);
        return noClasses()
                .that(Room.in(THREADLESS))
                .should()
                .callMethodWhere(asking.as("threads are asked for"))
                .orShould()
                .callConstructorWhere(making.as("a thread or executor is made"))
                .because("an engine lives on event loops that it is given, and hands what blocks to Workers");
    }

    private static boolean usesCommonPool(JavaMethodCall call) {
        return call.getTargetOwner().isAssignableTo(CompletableFuture.class)
                && call.getName().endsWith("Async")
                && call.getTarget().getRawParameterTypes().stream().noneMatch(type -> type.isAssignableTo(Executor.class));
    }

    private static ArchRule noOrderOfHashes() {
        DescribedPredicate<JavaConstructorCall> making = DescribedPredicate.describe("a collection without order is made", call -> {
            JavaClass type = call.getTargetOwner();
            return type.isEquivalentTo(HashMap.class)
                    || type.isEquivalentTo(HashSet.class)
                    || type.isEquivalentTo(IdentityHashMap.class)
                    || type.isEquivalentTo(WeakHashMap.class);
        });
        return noClasses()
                .that(Room.in(Room.ENGINES))
                .should()
                .callConstructorWhere(making)
                .because("whoever iterates one has another order in another JVM, and a linked one costs next to nothing");
    }

    private static ArchRule noStandardStreams() {
        return classes()
                .that(Room.outside(Room.CLI))
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.not(ACCESS_STANDARD_STREAMS))
                .because("what a library has to say goes to its caller or to the log");
    }

    private static ArchRule noMutableStatics() {
        return fields()
                .that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat(Room.any())
                .should(new ArchCondition<>("never change") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        boolean synthetic = field.getModifiers().contains(JavaModifier.SYNTHETIC);
                        if (!synthetic && (!field.getModifiers().contains(JavaModifier.FINAL) || isMutable(field))) {
                            events.add(SimpleConditionEvent.violated(field, field.getDescription() + " can change"));
                        }
                    }
                })
                .because("two engines in one JVM must not meet in a static");
    }

    private static boolean isMutable(JavaField field) {
        JavaClass type = field.getRawType();
        boolean openArray = type.isArray() && !field.getModifiers().contains(JavaModifier.PRIVATE);
        boolean holder = (type.getPackageName().startsWith("java.util.concurrent.atomic")
                        && !type.getSimpleName().endsWith("FieldUpdater"))
                || type.isAssignableTo(ThreadLocal.class)
                || type.isAssignableTo(Buffer.class)
                || type.isAssignableTo(Random.class)
                || type.isAssignableTo(StringBuilder.class);
        boolean collection = !type.isInterface() && (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class));
        return openArray || holder || collection;
    }
}
