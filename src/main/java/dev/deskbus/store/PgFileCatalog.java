package dev.deskbus.store;

import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.FileId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.FileCatalog;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** The table {@code file}. */
public final class PgFileCatalog implements FileCatalog {
    private final Pg pg;

    /** The files of that database. */
    public PgFileCatalog(Pg pg) {
        this.pg = pg;
    }

    private static final String ADD =
            """
            insert into file (id, tenant_id, name, type, size) values ($1, $2, $3, $4, $5)
            """;

    @Override
    public Future<Void> add(StoredFile file) {
        return pg.execute(
                        ADD,
                        Tuple.of(
                                file.id().value(),
                                file.tenant().value(),
                                file.name().value(),
                                file.type(),
                                file.size()))
                .mapEmpty();
    }

    private static final String FIND =
            """
            select id, tenant_id, name, type, size from file where id = $1
            """;

    @Override
    public Future<Optional<StoredFile>> find(FileId id) {
        return pg.one(FIND, Tuple.of(id.value()), PgFileCatalog::file);
    }

    private static StoredFile file(Row row) {
        return new StoredFile(
                new FileId(row.getString("id")),
                new TenantId(row.getLong("tenant_id")),
                FileName.of(row.getString("name")),
                row.getString("type"),
                row.getLong("size"));
    }
}
