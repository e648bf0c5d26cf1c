package io.odradek.architecture.canary.shapes.spi;

/** Anybody may extend it. */
public class Extensible {
    /** For subclasses. */
    protected Extensible() {}
}
