package dev.deskbus.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema up to this release. Several nodes may do so at once: one works, all wait. */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final int CONNECT_RETRIES = 10;

    private Migrations() {}

    /** Applies what is missing, on a worker thread; fails when the schema is not what it was. */
    public static Future<Void> apply(Vertx vertx, PgAddress address) {
        return vertx.executeBlocking(() -> migrate(address), false).mapEmpty();
    }

    static int migrate(PgAddress address) {
        int applied =
                Flyway.configure()
                        .dataSource(address.toJdbcUrl(), address.user(), address.password())
                        .locations("classpath:db")
                        .connectRetries(CONNECT_RETRIES)
                        .connectRetriesInterval(1)
                        .cleanDisabled(true)
                        .validateMigrationNaming(true)
                        .load()
                        .migrate()
                        .migrationsExecuted;
        LOG.atInfo().addKeyValue("applied", applied).log("schema is up to date");
        return applied;
    }
}
