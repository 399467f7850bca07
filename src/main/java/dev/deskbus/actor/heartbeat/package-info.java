/** The heartbeat of the sockets, of the agents and of this node. */
@NullMarked
package dev.deskbus.actor.heartbeat;

import org.jspecify.annotations.NullMarked;
