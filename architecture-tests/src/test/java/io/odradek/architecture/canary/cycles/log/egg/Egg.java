package io.odradek.architecture.canary.cycles.log.egg;

import io.odradek.architecture.canary.cycles.log.chicken.Chicken;

/** Comes from a chicken. */
public interface Egg {
    /** Where it came from. */
    Chicken origin();
}
