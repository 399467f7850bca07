/** Media that clients show by an id, and that lie elsewhere until they are fetched. */
@NullMarked
package dev.deskbus.domain.media;

import org.jspecify.annotations.NullMarked;
