/** Agents: presence, capacity, and what their consoles must be shown. */
@NullMarked
package dev.deskbus.domain.agent;

import org.jspecify.annotations.NullMarked;
