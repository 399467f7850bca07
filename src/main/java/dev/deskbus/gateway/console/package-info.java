/**
 * What the sockets of all console protocols have in common: how a socket lives, who sits behind it,
 * and how it is shown each word of its sessions once, whatever is lost on the way.
 */
@NullMarked
package dev.deskbus.gateway.console;

import org.jspecify.annotations.NullMarked;
