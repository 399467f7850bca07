/** Keeps what can be searched in up to date with what was said. */
@NullMarked
package dev.deskbus.actor.transcript;

import org.jspecify.annotations.NullMarked;
