/** The first edition of the third-party interface: no tokens, ids of the caller's own. */
@NullMarked
package dev.deskbus.gateway.tpi.v1;

import org.jspecify.annotations.NullMarked;
