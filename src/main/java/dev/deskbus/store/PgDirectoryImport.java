package dev.deskbus.store;

import dev.deskbus.domain.directory.Directory;
import dev.deskbus.domain.directory.Directory.Account;
import dev.deskbus.domain.directory.Directory.Staff;
import dev.deskbus.domain.directory.Password;
import dev.deskbus.port.Passwords;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the database up to the directory file, at start. Does nothing when the file is the one
 * that was imported last. Whoever is no longer in the file is disabled; nothing that a conversation
 * refers to is deleted, and no slot that is taken.
 */
public final class PgDirectoryImport {
    private static final Logger LOG = LoggerFactory.getLogger(PgDirectoryImport.class);

    /** Counts the meanings that one file can have; a new one makes every file import again. */
    private static final String FORMAT = "3.";

    private static final String HASHES =
            """
            select 'agent.' || id as holder, password_hash from agent where password_hash is not null
            union all
            select 'client.' || tenant_id || '.' || login_name, password_hash from client
            where password_hash is not null
            """;

    private final Pg pg;
    private final Passwords passwords;
    private final CardChanges cards = new CardChanges();

    public PgDirectoryImport(Pg pg, Passwords passwords) {
        this.pg = pg;
        this.passwords = passwords;
    }

    /** Imports it in one transaction; whether anything had to be done. */
    public Future<Boolean> run(Directory directory) {
        Tuple fingerprint = Tuple.of(FORMAT + directory.fingerprint());
        return pg.one(DirectorySql.IS_IMPORTED, fingerprint, Function.identity())
                .compose(
                        known ->
                                known.isPresent()
                                        ? Future.succeededFuture(false)
                                        : hashes(directory).compose(hash -> write(directory, hash)))
                .onSuccess(
                        done ->
                                LOG.atInfo()
                                        .addKeyValue("changed", done)
                                        .addKeyValue("agents", directory.agents().size())
                                        .addKeyValue("queues", directory.queues().size())
                                        .log("directory is up to date"));
    }

    private Future<Boolean> write(Directory directory, Map<String, String> hashes) {
        Tuple fingerprint = Tuple.of(FORMAT + directory.fingerprint());
        List<Statement> statements = new ArrayList<>(statements(directory, hashes));
        statements.addAll(toolbox(directory));
        return pg.transaction(
                steps ->
                        steps.execute(DirectorySql.LOCK, Tuple.tuple())
                                .compose(_ -> steps.execute(DirectorySql.IS_IMPORTED, fingerprint))
                                .compose(
                                        done ->
                                                done > 0
                                                        ? Future.succeededFuture(false)
                                                        : write(steps, directory, statements)
                                                                .map(true)));
    }

    /** Who is called otherwise from here on is told of last (decision V2-56). */
    private Future<Void> write(Pg.Steps steps, Directory directory, List<Statement> statements) {
        return cards.find(steps, DirectoryRows.agents(directory, _ -> null))
                .compose(
                        changed -> all(steps, statements).compose(_ -> cards.tell(steps, changed)));
    }

    private static Future<Void> all(Pg.Steps steps, List<Statement> statements) {
        Future<Void> done = Future.succeededFuture();
        for (Statement statement : statements) {
            done = done.compose(_ -> steps.execute(statement.sql(), statement.values())).mapEmpty();
        }
        return done;
    }

    private static List<Statement> statements(Directory directory, Map<String, String> hashes) {
        JsonArray agents = DirectoryRows.agents(directory, staff -> hashes.get(holder(staff)));
        JsonArray queues = DirectoryRows.queues(directory);
        JsonArray integrations = DirectoryRows.integrations(directory);
        JsonArray robots = RobotRows.robots(directory);
        JsonArray faq = RobotRows.faq(directory);
        JsonArray clients = DirectoryRows.clients(directory, client -> hashes.get(holder(client)));
        return List.of(
                Statement.of(DirectorySql.TENANTS, DirectoryRows.tenants(directory)),
                Statement.of(DirectorySql.NO_RATINGS),
                Statement.of(DirectorySql.RATINGS, DirectoryRows.ratings(directory)),
                Statement.of(DirectorySql.NUMBERS, agents),
                Statement.of(DirectorySql.AGENTS, agents),
                Statement.of(DirectorySql.AGENTS_GONE, agents),
                Statement.of(DirectorySql.SLOTS, agents),
                Statement.of(DirectorySql.SLOTS_GONE, agents),
                Statement.of(DirectorySql.PRESENCE, agents),
                Statement.of(DirectorySql.QUEUES, queues),
                Statement.of(DirectorySql.QUEUES_GONE, queues),
                Statement.of(DirectorySql.NO_MEMBERS),
                Statement.of(DirectorySql.MEMBERS, DirectoryRows.members(directory)),
                Statement.of(DirectorySql.NO_HOURS),
                Statement.of(DirectorySql.HOURS, DirectoryRows.hours(directory)),
                Statement.of(DirectorySql.NO_DEFAULT),
                Statement.of(DirectorySql.INTEGRATIONS, integrations),
                Statement.of(DirectorySql.INTEGRATIONS_GONE, integrations),
                Statement.of(DirectorySql.NO_ACCOUNTS),
                Statement.of(DirectorySql.ACCOUNTS, DirectoryRows.accounts(directory)),
                Statement.of(DirectorySql.CLIENTS, clients),
                Statement.of(DirectorySql.CLIENTS_GONE, clients),
                Statement.of(RobotRows.ROBOTS, robots),
                Statement.of(RobotRows.ROBOTS_GONE, robots),
                Statement.of(RobotRows.FAQ, faq),
                Statement.of(RobotRows.FAQ_GONE, faq),
                Statement.of(DirectorySql.DONE, FORMAT + directory.fingerprint()));
    }

    private static List<Statement> toolbox(Directory directory) {
        JsonArray replies = ToolboxRows.replies(directory);
        return List.of(
                Statement.of(ToolboxRows.REPLIES, replies),
                Statement.of(ToolboxRows.REPLIES_GONE, replies),
                Statement.of(ToolboxRows.NO_TAGS),
                Statement.of(ToolboxRows.TAGS, ToolboxRows.tags(directory)),
                Statement.of(ToolboxRows.FREE, ToolboxRows.free(directory)));
    }

    /** Every hash that the directory needs: the one that is there while it still fits. */
    private Future<Map<String, String>> hashes(Directory directory) {
        Map<String, Password> wanted = new LinkedHashMap<>();
        for (Staff staff : directory.agents()) {
            if (staff.password() != null) {
                wanted.put(holder(staff), staff.password());
            }
        }
        directory.clients().forEach(client -> wanted.put(holder(client), client.password()));
        return pg.query(
                        HASHES,
                        Tuple.tuple(),
                        row -> Map.entry(row.getString("holder"), row.getString("password_hash")))
                .compose(
                        rows -> {
                            Map<String, String> known = new HashMap<>();
                            rows.forEach(row -> known.put(row.getKey(), row.getValue()));
                            Map<String, String> found = new HashMap<>();
                            var left = wanted.entrySet().iterator();
                            return Future.all(
                                            hashNext(left, known, found),
                                            hashNext(left, known, found))
                                    .map(found);
                        });
    }

    /** Hashes what is left; two of these keep both threads of {@link Passwords} at work. */
    private Future<Void> hashNext(
            Iterator<Map.Entry<String, Password>> left,
            Map<String, String> known,
            Map<String, String> found) {
        if (!left.hasNext()) {
            return Future.succeededFuture();
        }
        var next = left.next();
        String hash = known.get(next.getKey());
        String password = next.getValue().value();
        return (hash == null ? Future.succeededFuture(false) : passwords.verify(password, hash))
                .compose(
                        fits ->
                                fits && hash != null
                                        ? Future.succeededFuture(hash)
                                        : passwords.hash(password))
                .compose(
                        fresh -> {
                            found.put(next.getKey(), fresh);
                            return hashNext(left, known, found);
                        });
    }

    private static String holder(Staff staff) {
        return "agent." + staff.agent().id().value();
    }

    private static String holder(Account client) {
        return "client." + client.tenant().value() + "." + client.loginName();
    }

    private record Statement(String sql, Tuple values) {
        static Statement of(String sql, Object... values) {
            return new Statement(sql, Tuple.from(values));
        }
    }
}
