/** A conversation: what is said, by whom, and when it ends. */
@NullMarked
package dev.deskbus.domain.session;

import org.jspecify.annotations.NullMarked;
