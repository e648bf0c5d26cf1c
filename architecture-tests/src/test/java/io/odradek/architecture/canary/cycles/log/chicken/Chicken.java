package io.odradek.architecture.canary.cycles.log.chicken;

import io.odradek.architecture.canary.cycles.log.egg.Egg;

/** Comes from an egg. */
public interface Chicken {
    /** Where it came from. */
    Egg origin();
}
