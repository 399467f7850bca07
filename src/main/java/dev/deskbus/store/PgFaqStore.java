package dev.deskbus.store;

import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.robot.FaqEntry;
import dev.deskbus.domain.session.Message;
import dev.deskbus.port.FaqStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;

/** The frequent questions in PostgreSQL. */
public final class PgFaqStore implements FaqStore {
    private final Pg pg;

    public PgFaqStore(Pg pg) {
        this.pg = pg;
    }

    private static final String VERSION = "select version from faq_version where tenant_id = $1";

    @Override
    public Future<Long> getVersion(TenantId tenant) {
        return pg.one(VERSION, Tuple.of(tenant.value()), row -> row.getLong("version"))
                .map(version -> version.orElse(0L));
    }

    private static final String LOAD =
            """
            select tenant_id, id, agent_id, question, alternatives, answer, format
            from faq
            where tenant_id = $1 and enabled
            order by id
            """;

    @Override
    public Future<List<FaqEntry>> load(TenantId tenant) {
        return pg.query(LOAD, Tuple.of(tenant.value()), PgFaqStore::entry);
    }

    private static FaqEntry entry(Row row) {
        return new FaqEntry(
                row.getString("id"),
                new TenantId(row.getLong("tenant_id")),
                Columns.findAgent(row, "agent_id"),
                row.getString("question"),
                Columns.texts(row, "alternatives", Function.identity()),
                new Message.Text(
                        row.getString("answer"), Message.Format.valueOf(row.getString("format"))));
    }
}
