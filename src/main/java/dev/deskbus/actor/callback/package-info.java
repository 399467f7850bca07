/** The dispatcher of callbacks: the outbox, lane by lane. */
@NullMarked
package dev.deskbus.actor.callback;

import org.jspecify.annotations.NullMarked;
