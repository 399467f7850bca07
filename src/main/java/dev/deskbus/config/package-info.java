/** Settings and the directory file, read strictly. */
@NullMarked
package dev.deskbus.config;

import org.jspecify.annotations.NullMarked;
