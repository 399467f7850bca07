/** The waiting line: who waits, in which order, and who is given to whom. */
@NullMarked
package dev.deskbus.domain.queue;

import org.jspecify.annotations.NullMarked;
