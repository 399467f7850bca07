package dev.deskbus.store;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.QueueState.Directed;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Fence;
import dev.deskbus.port.QueueStore.Enqueuing;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joining a line. The unique indexes decide; when they refuse, a second look says why. What they
 * refused for may be gone by then, so it is tried again, a few times.
 */
final class Enqueuement {
    private static final int ATTEMPTS = 3;

    private final Pg pg;
    private final SealedJson json;

    Enqueuement(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
    }

    Future<Enqueuing> write(Fence fence, CommandId command, QueueRules rules, Waiting waiting) {
        return attempt(ATTEMPTS, fence, command, values(fence, command, rules, waiting), waiting);
    }

    private static final String ENQUEUE =
            Fences.FENCE
                    + """
                    , stored as (
                        insert into chat_request (
                            id, command_id, tenant_id, queue_id, client_id, token_key, status,
                            priority, order_no, source, brand, tracks, target, created_at,
                            expires_at, transfer_of, directed_agent, directed_until,
                            directed_reason)
                        select $4::bigint, $5::text, $6::bigint, $7::bigint, $8::text, $9::text,
                               'WAITING', $10::int, $11::bigint, $12::text, $13::text, $14::text,
                               $15::text::jsonb, $16::timestamptz,
                               clock_timestamp()
                                   + nullif($17::bigint, 0) * interval '1 millisecond',
                               $18::bigint, $19::text, $20::timestamptz, $21::text
                        from fence
                        where not exists (select from chat_session s
                                          where s.client_id = $8::text and s.state = 'Open'
                                            and s.id is distinct from $18::bigint)
                          and ($18::bigint is null
                               or exists (select from chat_session s
                                          where s.id = $18::bigint and s.client_id = $8::text
                                            and s.state = 'Open' and s.kind = 'ROBOT'))
                        on conflict do nothing
                        returning id)
                    select (select count(*) from fence) as fenced,
                           (select count(*) from stored) as stored
                    """;

    private Future<Enqueuing> attempt(
            int left, Fence fence, CommandId command, Tuple values, Waiting waiting) {
        return pg.one(ENQUEUE, values, Enqueuement::result)
                .map(Optional::orElseThrow)
                .recover(Enqueuement::refused)
                .compose(
                        result ->
                                result.isPresent()
                                        ? Future.succeededFuture(result.get())
                                        : explain(left, fence, command, values, waiting));
    }

    private static final String EXPLAIN =
            """
            select (select id from chat_request where command_id = $1::text) as repeated,
                   s.id as talking, s.kind, r.id as waiting,
                   $3::bigint is not null
                       and (s.id is distinct from $3 or s.kind <> 'ROBOT') as pointless,
            """
                    + RequestRows.RANK
                    + """
                    as position
                    from (select 1) one
                    left join chat_request r on r.client_id = $2 and r.status = 'WAITING'
                    left join chat_session s on s.client_id = $2 and s.state = 'Open'
                    """;

    private Future<Enqueuing> explain(
            int left, Fence fence, CommandId command, Tuple values, Waiting waiting) {
        RequestOrigin origin = waiting.origin();
        Tuple asked = Tuple.of(command.value(), origin.client().value(), number(origin.session()));
        return pg.one(EXPLAIN, asked, row -> reason(row, origin.session() != null))
                .map(Optional::orElseThrow)
                .compose(
                        reason -> {
                            if (reason.isPresent()) {
                                return Future.succeededFuture(reason.get());
                            }
                            return left > 1
                                    ? attempt(left - 1, fence, command, values, waiting)
                                    : Future.failedFuture(
                                            new Refusal(
                                                    ErrorCode.UNAVAILABLE, "the client is busy"));
                        });
    }

    private Tuple values(Fence fence, CommandId command, QueueRules rules, Waiting waiting) {
        RequestOrigin origin = waiting.origin();
        Tuple values =
                Fences.values(fence)
                        .addLong(waiting.id().value())
                        .addString(command.value())
                        .addLong(rules.tenant().value())
                        .addLong(rules.id().value())
                        .addString(origin.client().value())
                        .addString(text(origin.token()))
                        .addInteger(waiting.priority())
                        .addLong(waiting.order())
                        .addString(origin.from())
                        .addString(origin.brand())
                        .addString(origin.tracks())
                        .addString(
                                origin.target() == null
                                        ? null
                                        : json.write(origin.target(), CallbackTarget.class))
                        .addOffsetDateTime(Columns.time(waiting.since()))
                        .addLong(rules.waitingLimit().toMillis())
                        .addLong(number(origin.session()));
        return addTo(values, waiting.directed());
    }

    private static Tuple addTo(Tuple values, @Nullable Directed directed) {
        return directed == null
                ? values.addString(null).addOffsetDateTime(null).addString(null)
                : values.addString(directed.agent().value())
                        .addOffsetDateTime(Columns.time(directed.until()))
                        .addString(directed.reason());
    }

    private static @Nullable Long number(@Nullable SessionId session) {
        return session == null ? null : session.value();
    }

    private static @Nullable String text(@Nullable TokenKey token) {
        return token == null ? null : token.value();
    }

    /** Empty when the row was refused. */
    private static Optional<Enqueuing> result(Row row) {
        if (!Fences.isHeld(row)) {
            return Optional.of(new Enqueuing.Fenced());
        }
        return row.getLong("stored") > 0 ? Optional.of(new Enqueuing.Stored()) : Optional.empty();
    }

    private static Future<Optional<Enqueuing>> refused(Throwable failure) {
        return failure instanceof DuplicateKey
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(failure);
    }

    private static Optional<Enqueuing> reason(Row row, boolean handsOver) {
        Long repeated = row.getLong("repeated");
        Long talking = row.getLong("talking");
        Long waiting = row.getLong("waiting");
        if (repeated != null) {
            return Optional.of(new Enqueuing.Repeated(new RequestId(repeated)));
        }
        if (row.getBoolean("pointless")) {
            return Optional.of(new Enqueuing.NothingToHandOver());
        }
        if (talking != null && !handsOver) {
            return Optional.of(
                    new Enqueuing.AlreadyTalking(
                            new SessionId(talking), SessionKind.valueOf(row.getString("kind"))));
        }
        return waiting == null
                ? Optional.empty()
                : Optional.of(
                        new Enqueuing.AlreadyWaiting(
                                new RequestId(waiting), row.getLong("position").intValue()));
    }
}
