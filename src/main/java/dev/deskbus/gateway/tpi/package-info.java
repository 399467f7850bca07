/** The third-party interface, TPI v2. */
@NullMarked
package dev.deskbus.gateway.tpi;

import org.jspecify.annotations.NullMarked;
