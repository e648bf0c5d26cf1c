package io.odradek.spi.plugin;

import io.odradek.api.ConfigException;
import io.odradek.api.PluginException;
import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;

/** Providers good and bad, which tests put into jars. */
final class SamplePlugins {
    private SamplePlugins() {}

    /** A proper provider of partitioners; the name is for subclasses to choose. */
    public abstract static class Named implements PartitionerProvider {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int contractLevel() {
            return LEVEL;
        }

        @Override
        public Partitioner create(PluginContext context) {
            return (key, value, topic) -> 0;
        }
    }

    /** Proper. */
    public static final class North extends Named {
        /** As every provider has it. */
        public North() {
            super("north");
        }
    }

    /** Proper. */
    public static final class South extends Named {
        /** As every provider has it. */
        public South() {
            super("south");
        }
    }

    /** Proper, but for its name. */
    public static final class OtherNorth extends Named {
        /** As every provider has it. */
        public OtherNorth() {
            super("north");
        }
    }

    /** Cannot be loaded. */
    public static final class ThrowsWhenLoaded extends Named {
        /** Throws. */
        public ThrowsWhenLoaded() {
            super(thrown());
        }

        private static String thrown() {
            throw new IllegalStateException("no licence file");
        }
    }

    /** Cannot be initialised. */
    public static final class ThrowsWhenInitialised extends Named {
        private static final String NAME = Integer.toString(Integer.parseInt("one"));

        /** As every provider has it. */
        public ThrowsWhenInitialised() {
            super(NAME);
        }
    }

    /** Does not say its name. */
    public static final class ThrowsAtName extends Named {
        /** As every provider has it. */
        public ThrowsAtName() {
            super("unsaid");
        }

        @Override
        public String name() {
            throw new UnsupportedOperationException("I have no name");
        }
    }

    /** Has no name. */
    public static final class NullName extends Named {
        /** As every provider has it. */
        @SuppressWarnings("NullAway")
        public NullName() {
            super(null);
        }
    }

    /** Has a name that no configuration could use. */
    public static final class ShoutedName extends Named {
        /** As every provider has it. */
        public ShoutedName() {
            super("NORTH POLE");
        }
    }

    /** Made for a later version. */
    public static final class NextLevel extends Named {
        /** As every provider has it. */
        public NextLevel() {
            super("next");
        }

        @Override
        public int contractLevel() {
            return LEVEL + 1;
        }
    }

    /** Made for an earlier version. */
    public static final class LastLevel extends Named {
        /** As every provider has it. */
        public LastLevel() {
            super("last");
        }

        @Override
        public int contractLevel() {
            return LEVEL - 1;
        }
    }

    /** Fails to create. */
    public static final class ThrowsAtCreate extends Named {
        /** As every provider has it. */
        public ThrowsAtCreate() {
            super("throws-at-create");
        }

        @Override
        public Partitioner create(PluginContext context) {
            if (context.settings().containsKey("explain.config")) {
                throw new ConfigException("explain.config is wrong");
            }
            if (context.settings().containsKey("explain.plugin")) {
                throw new PluginException("a library is missing");
            }
            throw new IllegalStateException("out of wool");
        }
    }

    /** Creates nothing. */
    public static final class NullAtCreate extends Named {
        /** As every provider has it. */
        public NullAtCreate() {
            super("null-at-create");
        }

        @Override
        @SuppressWarnings("NullAway")
        public Partitioner create(PluginContext context) {
            return null;
        }
    }

    /** Has no constructor that a loader could call. */
    public static final class NoSuitableConstructor extends Named {
        /** Wants what nobody has. */
        public NoSuitableConstructor(String name) {
            super(name);
        }
    }

    /** Is no provider at all. */
    public static final class NotAProvider {}
}
