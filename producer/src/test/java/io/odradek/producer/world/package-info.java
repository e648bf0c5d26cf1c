/** A small scripted cluster and a producer before it, in virtual time: what the engine's tests stand on. */
package io.odradek.producer.world;
