/** The KF consoles: WebSocket frames of the agents. */
@NullMarked
package dev.deskbus.gateway.console.kf;

import org.jspecify.annotations.NullMarked;
