/** The collector of media that lie at third parties. */
@NullMarked
package dev.deskbus.actor.media;

import org.jspecify.annotations.NullMarked;
