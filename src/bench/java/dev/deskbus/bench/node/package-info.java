/** The real node under load, and everybody around it. */
@NullMarked
package dev.deskbus.bench.node;

import org.jspecify.annotations.NullMarked;
