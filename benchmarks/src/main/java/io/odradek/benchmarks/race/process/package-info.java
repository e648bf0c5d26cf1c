/**
 * The processes of a race, as the race sees them: how they are started, talked to, looked at and ended.
 *
 * <p>Nothing here knows which courses there are or what becomes of figures.
 */
@org.jspecify.annotations.NullMarked
package io.odradek.benchmarks.race.process;
