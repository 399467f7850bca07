/** What agents have at hand beside the conversation: canned replies, private notes, tags. */
@NullMarked
package dev.deskbus.domain.tools;

import org.jspecify.annotations.NullMarked;
