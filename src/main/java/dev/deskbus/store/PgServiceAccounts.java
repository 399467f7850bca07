package dev.deskbus.store;

import dev.deskbus.domain.client.AccountRules;
import dev.deskbus.domain.client.ServiceAccount;
import dev.deskbus.domain.client.ServiceAccount.RatingPath;
import dev.deskbus.port.ServiceAccounts;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code service_account}; remembered for a few seconds. */
public final class PgServiceAccounts implements ServiceAccounts {
    private static final Duration MEMORY = Duration.ofSeconds(5);

    private final Pg pg;
    private final String usualUrl;
    private final ShortMemory<String, Optional<ServiceAccount>> memory = new ShortMemory<>(MEMORY);

    /**
     * The accounts of that database.
     *
     * @param usualUrl where the default integration's host is called, unless the directory says;
     *     empty for nowhere
     */
    public PgServiceAccounts(Pg pg, String usualUrl) {
        this.pg = pg;
        this.usualUrl = usualUrl;
    }

    private static final String ACCOUNT =
            """
            select i.is_default, a.url, a.media_url, a.account_id,
                   coalesce(a.numeric_status, false) as numeric_status,
                   coalesce(a.rating_path, 'FIND') as rating_path
            from integration i left join service_account a on a.integration = i.name
            where i.name = $1
            """;

    @Override
    public Future<Optional<ServiceAccount>> findAccount(String integration) {
        return memory.get(
                integration,
                name ->
                        pg.one(ACCOUNT, Tuple.of(name), this::account)
                                .map(found -> found.flatMap(account -> account)));
    }

    private Optional<ServiceAccount> account(Row row) {
        var rules =
                new AccountRules(
                        row.getString("url"),
                        row.getString("media_url"),
                        row.getString("account_id"),
                        row.getBoolean("numeric_status"),
                        RatingPath.valueOf(row.getString("rating_path")));
        return Optional.ofNullable(base(rules, row.getBoolean("is_default"))).map(rules::at);
    }

    private @Nullable String base(AccountRules rules, boolean isDefault) {
        if (rules.url() != null) {
            return rules.url();
        }
        return isDefault && !usualUrl.isEmpty() ? usualUrl : null;
    }
}
