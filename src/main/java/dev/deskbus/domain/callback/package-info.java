/** What a third-party system must be told, and when to try again. */
@NullMarked
package dev.deskbus.domain.callback;

import org.jspecify.annotations.NullMarked;
