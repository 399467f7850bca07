/** PostgreSQL: the only truth. */
@NullMarked
package dev.deskbus.store;

import org.jspecify.annotations.NullMarked;
