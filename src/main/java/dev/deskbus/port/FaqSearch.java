package dev.deskbus.port;

import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.robot.FaqEntry;
import io.vertx.core.Future;
import java.util.List;

/** Finds frequent questions by words. */
public interface FaqSearch {
    /** The entries that have any of the words, best first. */
    Future<List<Hit>> search(TenantId tenant, String text, int most);

    /**
     * An entry that was found.
     *
     * @param excerpt of the answer, without markup
     * @param marks where the words are in the excerpt, in its order, none in another
     */
    record Hit(FaqEntry entry, String excerpt, List<Mark> marks) {
        public Hit {
            marks = List.copyOf(marks);
        }
    }

    /** A stretch of a text. */
    record Mark(int start, int end) {}
}
