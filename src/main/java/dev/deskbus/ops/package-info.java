/** Health and metrics. */
@NullMarked
package dev.deskbus.ops;

import org.jspecify.annotations.NullMarked;
