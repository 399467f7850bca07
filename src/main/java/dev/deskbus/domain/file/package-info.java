/** Files as everybody sees them: names, and what is known of each. */
@NullMarked
package dev.deskbus.domain.file;

import org.jspecify.annotations.NullMarked;
