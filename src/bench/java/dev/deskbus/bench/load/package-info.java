/** What makes load and measures it: connections, loops, processor time. */
@NullMarked
package dev.deskbus.bench.load;

import org.jspecify.annotations.NullMarked;
