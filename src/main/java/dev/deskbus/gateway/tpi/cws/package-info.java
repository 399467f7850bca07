/** The visitors' own WebSocket, beside TPI v2 and with the same services behind it. */
@NullMarked
package dev.deskbus.gateway.tpi.cws;

import org.jspecify.annotations.NullMarked;
