/** The admin WebSocket: numbered {@code api_key} frames to the agent model and back. */
@NullMarked
package dev.deskbus.gateway.console.admin;

import org.jspecify.annotations.NullMarked;
