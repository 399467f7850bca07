/**
 * What cannot be beaten on this machine: an echo, the bare database, and a server without promises.
 */
@NullMarked
package dev.deskbus.bench.ceiling;

import org.jspecify.annotations.NullMarked;
