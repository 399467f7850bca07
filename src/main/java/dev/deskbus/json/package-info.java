/** Records and sealed types to JSON and back; knows nothing of what they mean. */
@NullMarked
package dev.deskbus.json;

import org.jspecify.annotations.NullMarked;
