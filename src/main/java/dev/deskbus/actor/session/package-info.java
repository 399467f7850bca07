/** The session actor: a shell around Session. */
@NullMarked
package dev.deskbus.actor.session;

import org.jspecify.annotations.NullMarked;
