package dev.deskbus.store;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What columns that occur in several tables mean. */
final class Columns {
    /** What {@link #client(Row)} reads, of a {@code client c}. */
    static final String CLIENT = "c.id as client_id, c.tenant_id, c.name, c.portrait";

    private Columns() {}

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    static @Nullable Instant findInstant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    static Duration millis(Row row, String column) {
        return Duration.ofMillis(row.getLong(column));
    }

    static @Nullable AgentId findAgent(Row row, String column) {
        String id = row.getString(column);
        return id == null ? null : new AgentId(id);
    }

    static @Nullable SessionId findSession(Row row, String column) {
        Long id = row.getLong(column);
        return id == null ? null : new SessionId(id);
    }

    static AgentStatus status(Row row, String column) {
        int number = row.getInteger(column);
        return Stream.of(AgentStatus.values())
                .filter(status -> status.number() == number)
                .findFirst()
                .orElseThrow();
    }

    static Client client(Row row) {
        return new Client(
                new ClientId(row.getString("client_id")),
                new TenantId(row.getLong("tenant_id")),
                row.getString("name"),
                row.getString("portrait"));
    }

    static <T> List<T> texts(Row row, String column, Function<String, T> mapper) {
        return Stream.of(row.getArrayOfStrings(column)).map(mapper).toList();
    }
}
