/** Waiting for something, but not for ever. */
@NullMarked
package dev.deskbus.deadline;

import org.jspecify.annotations.NullMarked;
