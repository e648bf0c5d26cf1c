/**
 * Real engines in a world made of one seed: virtual time, a network and a disk that fail as planned, and applications that write down what
 * they are told. Whether it was right is not decided here; nothing here may read a clock, start a thread or draw chance from elsewhere.
 */
package io.odradek.testkit.world;
