/**
 * What is raced, and what came of it: courses, rounds and their figures.
 *
 * <p>Data alone: nothing here starts a process, reads a clock or prints.
 */
@org.jspecify.annotations.NullMarked
package io.odradek.benchmarks.race.course;
