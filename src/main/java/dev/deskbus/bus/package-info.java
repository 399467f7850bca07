/** Typed asking, telling and publishing over the clustered event bus. */
@NullMarked
package dev.deskbus.bus;

import org.jspecify.annotations.NullMarked;
