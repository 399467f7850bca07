/** The directory as its file says it: what is imported into the database at start. */
@NullMarked
package dev.deskbus.domain.directory;

import org.jspecify.annotations.NullMarked;
