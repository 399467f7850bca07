package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationsIT {
    @RegisterExtension static final PgTest db = new PgTest();

    @Test
    void anEmptyDatabaseGetsTheWholeSchemaAndAFullOneNothing() {
        var shards =
                db.await(
                        db.pg()
                                .one(
                                        "select count(*) from shard",
                                        Tuple.tuple(),
                                        r -> r.getInteger(0)));
        assertThat(shards).hasValue(64);
        assertThat(Migrations.migrate(db.address())).isZero();
    }
}
