/** What actors and gateways need from outside, as interfaces. */
@NullMarked
package dev.deskbus.port;

import org.jspecify.annotations.NullMarked;
