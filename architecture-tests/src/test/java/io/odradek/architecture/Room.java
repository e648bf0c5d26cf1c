package io.odradek.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A module of the house, and the modules below it that it may know.
 *
 * <p>A canary lives in the room that the end of its package says: {@code io.odradek.architecture.canary.arrows.api} is a part of api.
 * So the very rules of the house apply to it.
 */
enum Room {
    API("api"),
    // Before spi, whose package holds its own.
    SPI_TCK("spi.tck", "API", "SPI"),
    SPI("spi", "API"),
    PARTITIONERS("partitioners", "API", "SPI"),
    POLICIES("policies", "API", "SPI"),
    COMPRESSION("compression", "API", "SPI"),
    TRANSPORT_NETTY("transport.netty", "API", "SPI"),
    STORAGE_MMAP("storage.mmap", "API", "SPI"),
    QUORUM_LOCAL("quorum.local", "API", "SPI"),
    QUORUM_RATIS("quorum.ratis", "API", "SPI"),
    IN_MEMORY("inmemory", "API", "SPI"),
    PROTOCOL("protocol", "API", "SPI"),
    LOG("log", "API", "SPI", "PROTOCOL"),
    CONTROLLER("controller", "API", "SPI", "PROTOCOL"),
    CLIENT("client", "API", "SPI", "PROTOCOL"),
    PRODUCER("producer", "API", "SPI", "PROTOCOL", "CLIENT"),
    BROKER("broker", "API", "SPI", "PROTOCOL", "LOG", "CONTROLLER", "CLIENT"),
    TESTKIT("testkit", "API", "SPI", "PROTOCOL", "LOG", "CONTROLLER", "CLIENT", "PRODUCER", "BROKER", "IN_MEMORY"),
    CLI("cli", "API", "SPI", "PROTOCOL", "LOG", "CONTROLLER", "CLIENT", "PRODUCER", "BROKER", "TESTKIT");

    /** Where the deliberate violations are. */
    static final String CANARIES = "io.odradek.architecture.canary";

    /** What lives on event loops and is run by the thousand in virtual time. */
    static final Set<Room> ENGINES = EnumSet.of(PROTOCOL, LOG, CONTROLLER, CLIENT, PRODUCER, BROKER);
    /** Plug-ins: they know the contracts and nothing else. */
    static final Set<Room> ISLANDS =
            EnumSet.of(PARTITIONERS, POLICIES, COMPRESSION, TRANSPORT_NETTY, STORAGE_MMAP, QUORUM_LOCAL, QUORUM_RATIS, IN_MEMORY);

    private final String packageEnd;
    private final Set<String> below;

    Room(String packageEnd, String... below) {
        this.packageEnd = packageEnd;
        this.below = Set.of(below);
    }

    /** Whether a class of this room may know one of the other. */
    boolean mayKnow(Room other) {
        return this == other || below.contains(other.name());
    }

    /** The room of a class; empty for what is not of the house. */
    static Optional<Room> of(JavaClass type) {
        String packageName = type.getBaseComponentType().getPackageName();
        return Arrays.stream(values()).filter(room -> room.holds(packageName)).findFirst();
    }

    /** The classes of some rooms. */
    static DescribedPredicate<JavaClass> in(Set<Room> rooms) {
        return DescribedPredicate.describe("in " + rooms, type -> of(type).filter(rooms::contains).isPresent());
    }

    /** The classes of one room. */
    static DescribedPredicate<JavaClass> in(Room room) {
        return in(EnumSet.of(room));
    }

    /** The classes of the house. */
    static DescribedPredicate<JavaClass> any() {
        return in(EnumSet.allOf(Room.class)).as("of the house");
    }

    /** The classes of the house that are in none of these rooms. */
    static DescribedPredicate<JavaClass> outside(Room first, Room... others) {
        return in(EnumSet.complementOf(EnumSet.of(first, others)));
    }

    private boolean holds(String packageName) {
        return isOrIsBelow(packageName, "io.odradek." + packageEnd) || isOrIsBelow(withoutCanaryName(packageName), packageEnd);
    }

    private static boolean isOrIsBelow(String packageName, String parent) {
        return packageName.equals(parent) || packageName.startsWith(parent + ".");
    }

    private static String withoutCanaryName(String packageName) {
        if (!packageName.startsWith(CANARIES + ".")) {
            return "";
        }
        String rest = packageName.substring(CANARIES.length() + 1);
        return rest.substring(rest.indexOf('.') + 1);
    }
}
