/** How fast Deskbus is, against the ceilings of the same machine. */
@NullMarked
package dev.deskbus.bench;

import org.jspecify.annotations.NullMarked;
