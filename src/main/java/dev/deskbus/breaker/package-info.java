/** Leaving a far end alone that fails again and again. */
@NullMarked
package dev.deskbus.breaker;

import org.jspecify.annotations.NullMarked;
