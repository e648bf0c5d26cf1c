/** A broker that says what a test tells it to, in virtual time. */
package io.odradek.client.scripted;
