/** The queue actor: a shell around ChatQueue. */
@NullMarked
package dev.deskbus.actor.queue;

import org.jspecify.annotations.NullMarked;
