/** Everything that can change a cluster, as it stands in the committed log. */
package io.odradek.controller.command;
