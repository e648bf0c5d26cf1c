/**
 * Whether a history was right: one small class per promise, and the judge that asks them all. It knows histories alone, so that it can be
 * held against histories written by hand; no engine, network or time enters here.
 */
package io.odradek.testkit.judge;
