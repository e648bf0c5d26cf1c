/**
 * A broker for tests of applications that use Kafka: one line, no files, no waiting. What simulates whole worlds is in the packages below.
 */
package io.odradek.testkit;
