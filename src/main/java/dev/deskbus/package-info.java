/** Deskbus: start and wiring. */
@NullMarked
package dev.deskbus;

import org.jspecify.annotations.NullMarked;
