/** Validated identifiers; a raw string never travels inside Deskbus. */
@NullMarked
package dev.deskbus.domain.id;

import org.jspecify.annotations.NullMarked;
