/**
 * The command. It exports nothing: it is a program, not a library.
 *
 * <p>Packages with options are open to picocli, which fills them in by reflection. Guava and jakarta.inject are required for Guice,
 * which as an automatic module cannot say that it needs them.
 */
@org.jspecify.annotations.NullMarked
module io.odradek.cli {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.google.common;
    requires com.google.guice;
    requires HdrHistogram;
    requires info.picocli;
    requires io.odradek.broker;
    requires io.odradek.client;
    requires io.odradek.producer;
    requires io.odradek.testkit;
    requires jakarta.inject;
    requires me.tongfei.progressbar;
    requires static org.jspecify;

    opens io.odradek.cli to
            info.picocli;
    opens io.odradek.cli.command to
            info.picocli;
}
