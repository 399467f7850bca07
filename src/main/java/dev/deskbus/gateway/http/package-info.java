/** What HTTP gateways share: the server, JSON bodies, JWT. */
@NullMarked
package dev.deskbus.gateway.http;

import org.jspecify.annotations.NullMarked;
