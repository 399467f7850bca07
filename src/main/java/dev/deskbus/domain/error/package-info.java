/** Every way a request can be refused. */
@NullMarked
package dev.deskbus.domain.error;

import org.jspecify.annotations.NullMarked;
