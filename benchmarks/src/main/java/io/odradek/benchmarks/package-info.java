/** JMH benchmarks of the hot paths, one class for each step of a record's way. */
@org.jspecify.annotations.NullMarked
package io.odradek.benchmarks;
