/** How words are found in what was said, in Chinese as in Latin. */
@NullMarked
package dev.deskbus.domain.search;

import org.jspecify.annotations.NullMarked;
