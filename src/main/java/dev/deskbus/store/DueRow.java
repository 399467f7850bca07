package dev.deskbus.store;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.CallbackStore.Due;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A head that was taken: the columns {@code n, attempt, target, body}. */
final class DueRow {
    private static final Logger LOG = LoggerFactory.getLogger(DueRow.class);

    private DueRow() {}

    /**
     * Empty when it is of a kind that only a newer release knows: that stays taken, holds up its
     * own lane, and no other.
     */
    static Optional<Due> read(Row row, SealedJson json) {
        long number = row.getLong("n");
        try {
            OutboxEntry entry =
                    new OutboxEntry(
                            json.read(row.getString("target"), CallbackTarget.class),
                            json.read(row.getString("body"), Callback.class));
            return Optional.of(new Due(number, row.getInteger("attempt"), entry));
        } catch (IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("n", number)
                    .addKeyValue("cause", e.toString())
                    .log("callback cannot be read");
            return Optional.empty();
        }
    }
}
