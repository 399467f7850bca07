package dev.deskbus.store;

import dev.deskbus.domain.directory.Directory;
import dev.deskbus.domain.directory.Directory.Faq;
import dev.deskbus.domain.robot.FaqEntry;
import dev.deskbus.domain.robot.RobotProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What the directory's robots are and know, as rows in JSON, and how these are imported. */
final class RobotRows {
    static final String ROBOTS =
            """
            insert into robot (agent_id, kind, fallback, threshold, url, model, key, prompt, timeout)
            select agent_id, kind, fallback, threshold, url, model, key, prompt, timeout
            from jsonb_to_recordset($1) as x(
                agent_id text, kind text, fallback text, threshold double precision, url text,
                model text, key text, prompt text, timeout bigint)
            on conflict (agent_id) do update set
                kind = excluded.kind, fallback = excluded.fallback,
                threshold = excluded.threshold, url = excluded.url, model = excluded.model,
                key = excluded.key, prompt = excluded.prompt, timeout = excluded.timeout
            """;

    static final String ROBOTS_GONE =
            """
            delete from robot where agent_id not in (
                select agent_id from jsonb_to_recordset($1) as x(agent_id text))
            """;

    /** Who has an index of it makes a new one only if something changed. */
    static final String FAQ =
            """
            insert into faq (tenant_id, id, agent_id, question, alternatives, answer, format,
                             enabled, from_directory)
            select tenant_id, id, agent_id, question, alternatives, answer, format, enabled, true
            from jsonb_to_recordset($1) as x(
                tenant_id bigint, id text, agent_id text, question text, alternatives text[],
                answer text, format text, enabled boolean)
            on conflict (tenant_id, id) do update set
                agent_id = excluded.agent_id, question = excluded.question,
                alternatives = excluded.alternatives, answer = excluded.answer,
                format = excluded.format, enabled = excluded.enabled, from_directory = true
            where (faq.agent_id, faq.question, faq.alternatives, faq.answer, faq.format,
                   faq.enabled, faq.from_directory)
                is distinct from
                  (excluded.agent_id, excluded.question, excluded.alternatives, excluded.answer,
                   excluded.format, excluded.enabled, true)
            """;

    /** Nothing refers to them, so they can go. */
    static final String FAQ_GONE =
            """
            delete from faq where from_directory and (tenant_id, id) not in (
                select tenant_id, id from jsonb_to_recordset($1) as x(tenant_id bigint, id text))
            """;

    private RobotRows() {}

    static JsonArray robots(Directory directory) {
        JsonArray rows = new JsonArray();
        directory.knowledge().robots().forEach(profile -> rows.add(robot(profile)));
        return rows;
    }

    static JsonArray faq(Directory directory) {
        JsonArray rows = new JsonArray();
        directory.knowledge().faq().forEach(faq -> rows.add(entry(faq)));
        return rows;
    }

    private static JsonObject robot(RobotProfile profile) {
        JsonObject row =
                new JsonObject()
                        .put("agent_id", profile.robot().value())
                        .put("fallback", profile.fallback());
        return switch (profile.mind()) {
            case RobotProfile.Faq(double threshold) ->
                    row.put("kind", "FAQ").put("threshold", threshold);
            case RobotProfile.Http http ->
                    row.put("kind", "HTTP")
                            .put("url", http.url())
                            .put("model", http.model())
                            .put("key", http.key().value())
                            .put("prompt", http.prompt())
                            .put("timeout", http.timeout().toMillis());
        };
    }

    private static JsonObject entry(Faq faq) {
        FaqEntry entry = faq.entry();
        return new JsonObject()
                .put("tenant_id", entry.tenant().value())
                .put("id", entry.id())
                .put("agent_id", entry.robot() == null ? null : entry.robot().value())
                .put("question", entry.question())
                .put("alternatives", new JsonArray(entry.alternatives()))
                .put("answer", entry.answer().text())
                .put("format", entry.answer().format().name())
                .put("enabled", faq.enabled());
    }
}
