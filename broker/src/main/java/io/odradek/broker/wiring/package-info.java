/**
 * The stand-alone broker, assembled by Guice, so that one of its parts can be bound to another.
 *
 * <p>Nothing enters here that a broker embedded in a program needs: Guice is an optional dependency.
 */
package io.odradek.broker.wiring;
