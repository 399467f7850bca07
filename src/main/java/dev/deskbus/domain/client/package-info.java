/** Clients (visitors) and the third-party systems that they come from. */
@NullMarked
package dev.deskbus.domain.client;

import org.jspecify.annotations.NullMarked;
