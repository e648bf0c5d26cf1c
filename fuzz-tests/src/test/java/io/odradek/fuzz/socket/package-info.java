/**
 * A broker in a process of its own, clients that mean it ill, and one that goes on working.
 *
 * <p>Nothing enters here that looks at the broker from inside: what counts is what a good client sees, and what the process says.
 */
package io.odradek.fuzz.socket;
