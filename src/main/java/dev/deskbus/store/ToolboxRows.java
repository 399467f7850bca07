package dev.deskbus.store;

import dev.deskbus.domain.directory.Directory;
import dev.deskbus.domain.directory.Directory.SharedReply;
import dev.deskbus.domain.directory.Directory.Tagging;
import dev.deskbus.domain.tools.Tag;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the directory gives agents, as rows in JSON, and how these are imported. */
final class ToolboxRows {
    /** One that a supervisor had made is the file's from now on. */
    static final String REPLIES =
            """
            insert into canned_reply (tenant_id, folder, shortcut, title, text, from_directory)
            select tenant_id, folder, shortcut, title, text, true
            from jsonb_to_recordset($1) as x(
                tenant_id bigint, folder text, shortcut text, title text, text text)
            on conflict (tenant_id, shortcut) where agent_id is null do update set
                folder = excluded.folder, title = excluded.title, text = excluded.text,
                from_directory = true
            """;

    /** Nothing refers to them, so they can go. */
    static final String REPLIES_GONE =
            """
            delete from canned_reply where from_directory and (tenant_id, shortcut) not in (
                select tenant_id, shortcut
                from jsonb_to_recordset($1) as x(tenant_id bigint, shortcut text))
            """;

    static final String NO_TAGS = "delete from tag";

    static final String TAGS =
            """
            insert into tag (tenant_id, name, place)
            select tenant_id, name, place
            from jsonb_to_recordset($1) as x(tenant_id bigint, name text, place int)
            on conflict do nothing
            """;

    static final String FREE =
            """
            update tenant t set free_tags = x.free
            from jsonb_to_recordset($1) as x(id bigint, free boolean) where t.id = x.id
            """;

    private ToolboxRows() {}

    static JsonArray replies(Directory directory) {
        JsonArray rows = new JsonArray();
        for (SharedReply reply : directory.toolbox().replies()) {
            rows.add(
                    new JsonObject()
                            .put("tenant_id", reply.tenant().value())
                            .put("folder", reply.words().folder())
                            .put("shortcut", reply.words().shortcut())
                            .put("title", reply.words().title())
                            .put("text", reply.words().text()));
        }
        return rows;
    }

    static JsonArray tags(Directory directory) {
        JsonArray rows = new JsonArray();
        for (Tagging tagging : directory.toolbox().tagging()) {
            List<Tag> tags = tagging.tags().tags();
            for (int place = 0; place < tags.size(); place++) {
                rows.add(
                        new JsonObject()
                                .put("tenant_id", tagging.tenant().value())
                                .put("name", tags.get(place).name())
                                .put("place", place));
            }
        }
        return rows;
    }

    static JsonArray free(Directory directory) {
        JsonArray rows = new JsonArray();
        for (Tagging tagging : directory.toolbox().tagging()) {
            rows.add(
                    new JsonObject()
                            .put("id", tagging.tenant().value())
                            .put("free", tagging.tags().free()));
        }
        return rows;
    }
}
