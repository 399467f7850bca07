/** What a visitor's own sockets must learn. */
@NullMarked
package dev.deskbus.domain.visitor;

import org.jspecify.annotations.NullMarked;
