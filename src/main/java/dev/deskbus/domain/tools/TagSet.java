package dev.deskbus.domain.tools;

import java.util.List;

/**
 * Which tags the agents of a tenant give.
 *
 * @param tags those of the directory file, in its order
 * @param free whether agents may give any other as well
 */
public record TagSet(List<Tag> tags, boolean free) {
    public TagSet {
        tags = List.copyOf(tags);
    }

    /** Whether that tag may be given. */
    public boolean admits(Tag tag) {
        return free || tags.contains(tag);
    }
}
