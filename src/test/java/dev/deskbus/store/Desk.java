package dev.deskbus.store;

import dev.deskbus.config.DirectoryReader;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueEvent.Choice;
import dev.deskbus.domain.queue.QueueEvent.PreMessageAdded;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Passwords;
import dev.deskbus.port.QueueStore.Assigning;
import dev.deskbus.port.QueueStore.Assigning.Assigned;
import dev.deskbus.port.QueueStore.Enqueuing;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A database with nothing but the demo directory, all shards owned by one node that is alive. */
final class Desk {
    static final NodeId NODE = new NodeId("node1");
    static final CallbackTarget TARGET =
            new CallbackTarget(
                    CallbackTarget.Protocol.TPI_V2, "http://localhost:9/chat", "default");

    final SealedJson json = new SealedJson();
    final PgQueueStore queues;
    private final PgTest db;
    private final AtomicLong ids = new AtomicLong();

    Desk(PgTest db) {
        this.db = db;
        this.queues = new PgQueueStore(db.pg(), json);
        db.sql("truncate tenant, node, directory_import, callback, session_event cascade");
        db.await(
                new PgDirectoryImport(db.pg(), new PlainPasswords())
                        .run(DirectoryReader.read(Path.of("conf/demo.yaml"))));
        db.sql(
                """
                insert into node (id, host, lease_until) values ('node1', 'here', 'infinity');
                update shard set owner = 'node1', epoch = 7;
                """);
    }

    static Fence fence(QueueId queue) {
        return fence(Shard.of(queue));
    }

    static Fence fence(Shard shard) {
        return new Fence(shard, NODE, 7);
    }

    /** What an owner has that was replaced. */
    static Fence stale(QueueId queue) {
        return new Fence(Shard.of(queue), NODE, 6);
    }

    ClientId visitor() {
        return db.await(
                        new PgClientStore(db.pg())
                                .visit(new TenantId(1), "visitor" + ids.incrementAndGet()))
                .id();
    }

    QueueRules rules(long queue) {
        return db.await(queues.load(new QueueId(queue))).orElseThrow().rules();
    }

    Waiting waiting(ClientId client) {
        long id = ids.incrementAndGet();
        return new Waiting(
                new RequestId(id),
                new RequestOrigin(client, null, "APP", null, "[]", TARGET, null, null),
                0,
                id,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                null,
                null,
                Set.of(),
                Set.of(),
                null,
                Set.of());
    }

    /** The same client asks for a person. */
    Waiting transfer(ClientId client, SessionId session) {
        Waiting plain = waiting(client);
        RequestOrigin origin = plain.origin();
        return new Waiting(
                plain.id(),
                new RequestOrigin(
                        client,
                        origin.token(),
                        origin.from(),
                        origin.brand(),
                        origin.tracks(),
                        origin.target(),
                        session,
                        null),
                0,
                plain.order(),
                plain.since(),
                null,
                null,
                Set.of(),
                Set.of(),
                null,
                Set.of());
    }

    /** A client who has just begun to talk there with that agent. */
    Assigned talk(long queue, ClientId client, String agent) {
        Waiting waiting = waiting(client);
        db.await(enqueue(queue, waiting));
        return (Assigned) db.await(assign(queue, waiting, agent));
    }

    CommandId command() {
        return new CommandId("command-" + ids.incrementAndGet());
    }

    Future<Enqueuing> enqueue(long queue, Waiting waiting) {
        return queues.enqueue(fence(new QueueId(queue)), command(), rules(queue), waiting);
    }

    /** Somebody who waits there now. */
    Waiting someone(long queue) {
        Waiting waiting = waiting(visitor());
        db.await(enqueue(queue, waiting));
        return waiting;
    }

    Written say(long queue, Waiting waiting, String key, String text) {
        return db.await(
                queues.addPreMessage(
                        fence(new QueueId(queue)),
                        new PreMessageAdded(
                                waiting.id(),
                                Message.Text.plain(text),
                                new MessageKey(key, null),
                                null,
                                null)));
    }

    Future<Assigning> assign(long queue, Waiting waiting, String agent) {
        return queues.assign(
                fence(new QueueId(queue)), assigned(waiting, agent), rules(queue), waiting, null);
    }

    static RequestAssigned assigned(Waiting waiting, String agent) {
        AgentId id = new AgentId(agent);
        return new RequestAssigned(waiting.id(), id, new Choice(List.of(id), "longest-idle"));
    }

    long count(String from) {
        return db.await(
                        db.pg()
                                .query(
                                        "select count(*) from " + from,
                                        Tuple.tuple(),
                                        row -> row.getLong(0)))
                .getFirst();
    }

    String text(String select) {
        return db.await(db.pg().query(select, Tuple.tuple(), row -> row.getValue(0) + ""))
                .getFirst();
    }

    List<String> texts(String select) {
        return db.await(db.pg().query(select, Tuple.tuple(), row -> row.getValue(0) + ""));
    }

    /** Passwords that cost nothing: the hash is the password and how often anything was hashed. */
    static final class PlainPasswords implements Passwords {
        final AtomicLong hashed = new AtomicLong();

        @Override
        public Future<Boolean> verify(String password, String hash) {
            return Future.succeededFuture(hash != null && hash.startsWith(password + "#"));
        }

        @Override
        public Future<String> hash(String password) {
            return Future.succeededFuture(password + "#" + hashed.incrementAndGet());
        }
    }
}
