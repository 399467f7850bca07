/**
 * Browser consoles: the event-bus bridge's frames in SockJS's, at {@code web.in.*} and {@code
 * web.out.*} alone (docs/decisions/0110). Nothing of it ever reaches the real event bus.
 */
@NullMarked
package dev.deskbus.gateway.console.web;

import org.jspecify.annotations.NullMarked;
