/**
 * What the members of a cluster agree on, and how it changes.
 *
 * <p>Nothing enters here that knows requests, logs or connections. {@link io.odradek.controller.Controller} is the way in; {@link
 * io.odradek.controller.image.ClusterImage} is what everybody reads.
 */
package io.odradek.controller;
