package dev.deskbus.gateway.tpi;

import dev.deskbus.port.FaqSearch.Hit;
import dev.deskbus.port.FaqSearch.Mark;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Answers of the search, with the keys of the vendor's guide. Pure. */
final class RobotSearchCodec {
    private static final String BEFORE = "<span style=\"color:red\" id=\"kmhighlighter\">";
    private static final String AFTER = "</span>";

    private RobotSearchCodec() {}

    static JsonObject found(String question, List<Hit> hits) {
        JsonArray all = new JsonArray();
        hits.forEach(hit -> all.add(article(hit)));
        return new JsonObject()
                .put("searchResult", new JsonObject().put("question", question).put("srs", all))
                .put("result", TpiResult.SUCCESS.number())
                .put("message", "");
    }

    static JsonObject refused(TpiReplies.Refused refused) {
        return new JsonObject()
                .put("result", refused.result().number())
                .put("message", refused.message());
    }

    private static JsonObject article(Hit hit) {
        String title = hit.entry().question();
        String id = hit.entry().tenant().value() + "/" + hit.entry().id();
        return new JsonObject()
                .put("preview", preview(hit))
                .put("question", "")
                .put(
                        "ra",
                        new JsonObject()
                                .put("articleAId", guid(id))
                                .put("path", "/" + hit.entry().id())
                                .put("title", title))
                .put("title", title);
    }

    /** The same for the same entry, always. */
    private static String guid(String id) {
        return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** An HTML fragment: everything is escaped but the spans around the words. */
    private static String preview(Hit hit) {
        StringBuilder html = new StringBuilder();
        String text = hit.excerpt();
        int done = 0;
        for (Mark mark : hit.marks()) {
            html.append(escaped(text.substring(done, mark.start())))
                    .append(BEFORE)
                    .append(escaped(text.substring(mark.start(), mark.end())))
                    .append(AFTER);
            done = mark.end();
        }
        return html.append(escaped(text.substring(done))).toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
