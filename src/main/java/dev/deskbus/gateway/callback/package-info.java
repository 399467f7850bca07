/** Callbacks to third parties over HTTP. */
@NullMarked
package dev.deskbus.gateway.callback;

import org.jspecify.annotations.NullMarked;
