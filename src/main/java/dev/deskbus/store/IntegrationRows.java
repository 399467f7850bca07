package dev.deskbus.store;

import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.client.Dialect.HistoryMessageType;
import dev.deskbus.domain.client.Dialect.HistoryUserType;
import dev.deskbus.domain.client.Extras;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.id.TenantId;
import io.vertx.sqlclient.Row;
import java.util.Set;
import java.util.function.Function;

/** A row of {@code integration} as an {@link Integration}. */
final class IntegrationRows {
    /** What {@link #integration} reads, of an {@code integration i}. */
    static final String COLUMNS =
            """
            i.name as integration_name, i.tenant_id as integration_tenant, i.callback_url,
            i.callback_path, i.callback_hosts, i.trusted_callers, i.suppress_accepted,
            i.create_on_failure, i.sign, i.sign_key, i.hmac_secret,
            i.strict_voice, i.history_message_type, i.history_user_type, i.additive,
            i.logout_closes_session, i.suppress_known_create, i.rating_options, i.notices
            """;

    private IntegrationRows() {}

    static Integration integration(Row row) {
        return new Integration(
                row.getString("integration_name"),
                new TenantId(row.getLong("integration_tenant")),
                row.getString("callback_url"),
                row.getString("callback_path"),
                Columns.texts(row, "callback_hosts", Function.identity()),
                Columns.texts(row, "trusted_callers", Function.identity()),
                row.getBoolean("suppress_accepted"),
                row.getBoolean("create_on_failure"),
                new Signing(
                        Signing.Rule.valueOf(row.getString("sign")),
                        row.getString("sign_key"),
                        row.getString("hmac_secret")),
                new Dialect(
                        row.getBoolean("strict_voice"),
                        HistoryMessageType.valueOf(row.getString("history_message_type")),
                        HistoryUserType.valueOf(row.getString("history_user_type")),
                        row.getBoolean("additive"),
                        extras(row)));
    }

    private static Extras extras(Row row) {
        return new Extras(
                row.getBoolean("logout_closes_session"),
                row.getBoolean("suppress_known_create"),
                row.getBoolean("rating_options"),
                Set.copyOf(Columns.texts(row, "notices", Extras.Wish::valueOf)));
    }
}
