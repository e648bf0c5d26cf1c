package io.odradek.protocol.wire;

/**
 * One field of a message as Kafka's schema states it: name, versions, and what it is worth where it is absent.
 *
 * <p>Immutable; declared once as a constant beside the message. The facts are those of the JSON schemas that ship with
 * {@code kafka-clients}; tagged fields are those of KIP-482.
 */
public final class Field {

    static final int UNTAGGED = -1;
    private static final int NEVER = Integer.MAX_VALUE;

    final String name;
    final int sinceVersion;
    final int untilVersion;
    final int nullableSinceVersion;
    final int tag;
    final boolean ignorable;
    final boolean compactable;
    final long absentNumber;
    final boolean absentNull;

    private Field(Spec spec) {
        this.name = spec.name;
        this.sinceVersion = spec.sinceVersion;
        this.untilVersion = spec.untilVersion;
        this.nullableSinceVersion = spec.nullableSinceVersion;
        this.tag = spec.tag;
        this.ignorable = spec.ignorable;
        this.compactable = spec.compactable;
        this.absentNumber = spec.absentNumber;
        this.absentNull = spec.absentNull;
    }

    /** A field that every version carries, is never null, and is worth zero, false or empty by default. */
    public static Field of(String name) {
        return new Spec(name).end();
    }

    /** The first version that carries the field. */
    public Field since(int version) {
        Spec spec = new Spec(this);
        spec.sinceVersion = version;
        return spec.end();
    }

    /** The last version that carries the field. */
    public Field until(int version) {
        Spec spec = new Spec(this);
        spec.untilVersion = version;
        return spec.end();
    }

    /** The field may be null in every version that carries it. */
    public Field nullable() {
        return nullableSince(0);
    }

    /** The first version in which the field may be null. */
    public Field nullableSince(int version) {
        Spec spec = new Spec(this);
        spec.nullableSinceVersion = version;
        return spec.end();
    }

    /** The field travels in the tagged section of its struct, and only when it differs from its default. */
    public Field tag(int number) {
        Spec spec = new Spec(this);
        spec.tag = number;
        return spec.end();
    }

    /** A value that the version cannot carry is dropped on writing; without this it is an error. */
    public Field ignorable() {
        Spec spec = new Spec(this);
        spec.ignorable = true;
        return spec.end();
    }

    /** The field keeps its old length prefix in flexible versions too, as the client id of the request header does. */
    public Field neverCompact() {
        Spec spec = new Spec(this);
        spec.compactable = false;
        return spec.end();
    }

    /** What a number is worth where it is absent. */
    public Field absent(long number) {
        Spec spec = new Spec(this);
        spec.absentNumber = number;
        return spec.end();
    }

    /** A string or array is null where it is absent. */
    public Field absentNull() {
        Spec spec = new Spec(this);
        spec.absentNull = true;
        return spec.end();
    }

    /** The name in Kafka's schema, in camel case. */
    public String name() {
        return name;
    }

    boolean isIn(int version) {
        return version >= sinceVersion && version <= untilVersion;
    }

    boolean isTagged() {
        return tag != UNTAGGED;
    }

    boolean isNullableIn(int version) {
        return version >= nullableSinceVersion;
    }

    @Override
    public String toString() {
        return name;
    }

    private static final class Spec {
        private final String name;
        private int sinceVersion;
        private int untilVersion = NEVER;
        private int nullableSinceVersion = NEVER;
        private int tag = UNTAGGED;
        private boolean ignorable;
        private boolean compactable = true;
        private long absentNumber;
        private boolean absentNull;

        Spec(String name) {
            this.name = name;
        }

        Spec(Field field) {
            this.name = field.name;
            this.sinceVersion = field.sinceVersion;
            this.untilVersion = field.untilVersion;
            this.nullableSinceVersion = field.nullableSinceVersion;
            this.tag = field.tag;
            this.ignorable = field.ignorable;
            this.compactable = field.compactable;
            this.absentNumber = field.absentNumber;
            this.absentNull = field.absentNull;
        }

        Field end() {
            return new Field(this);
        }
    }
}
