package dev.deskbus.file;

import java.util.Set;

/**
 * What is taken.
 *
 * @param limit the most bytes of one file (decision G-16)
 * @param extensions of uploads, in lower case (decision V2-28)
 */
public record FileRules(long limit, Set<String> extensions) {
    public FileRules {
        extensions = Set.copyOf(extensions);
    }
}
