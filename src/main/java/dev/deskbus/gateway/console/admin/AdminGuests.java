package dev.deskbus.gateway.console.admin;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.gateway.console.Speakers;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.GuestViews;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is behind a {@code gid}, and what was said with them. Tenants never see each other's. */
final class AdminGuests {
    /** So much of the last talk a receiving agent sees (decision AD-24). */
    private static final int RECENT = 20;

    private final AgentDirectory directory;
    private final ConversationViews views;
    private final GuestViews guests;

    AdminGuests(AdminPorts ports) {
        this.directory = ports.directory();
        this.views = ports.views();
        this.guests = ports.guests();
    }

    /** The guest of that number; a foreign one is as unknown as one that never was. */
    Future<Client> getGuest(Agent me, long gid, AdminCode code) {
        return guests.findClient(me.tenant(), gid)
                .map(found -> found.orElseThrow(() -> code.because(AdminWords.NO_GUEST)));
    }

    /** The open session of this agent with that guest. */
    Future<SessionView> getTalk(Agent me, long gid, AdminCode code) {
        return getGuest(me, gid, code)
                .compose(guest -> views.findTalk(me.id(), guest.id()))
                .map(found -> found.orElseThrow(() -> code.because(AdminWords.NO_TALK)));
    }

    /** The open session of that guest, if the agent takes part in it or is a supervisor. */
    Future<SessionView> getSession(Agent me, long gid, AdminCode code) {
        return getGuest(me, gid, code)
                .compose(guest -> views.findOpenSession(guest.id()))
                .map(
                        found ->
                                found.filter(session -> session.tenant().equals(me.tenant()))
                                        .filter(session -> mayJoin(me, session))
                                        .orElseThrow(() -> code.because(AdminWords.NO_TALK)));
    }

    private static boolean mayJoin(Agent me, SessionView session) {
        return session.agents().contains(me.id()) || me.role() == Agent.Role.SUPERVISOR;
    }

    /** The guest's number. */
    Future<Long> getNumber(ClientId client) {
        return guests.findNumber(client).map(Optional::orElseThrow);
    }

    /**
     * Whether the agent may see what was said with the guest in that group: its own groups, that of
     * a session it takes part in, and for a supervisor all.
     */
    Future<Boolean> maySee(Agent me, ClientId guest, QueueId group) {
        if (me.role() == Agent.Role.SUPERVISOR) {
            return Future.succeededFuture(true);
        }
        return directory
                .findAgent(me.id())
                .compose(
                        now ->
                                now.orElse(me).queues().contains(group)
                                        ? Future.succeededFuture(true)
                                        : takesPart(me.id(), guest, group));
    }

    private Future<Boolean> takesPart(AgentId me, ClientId guest, QueueId group) {
        return views.findTalk(me, guest)
                .map(talk -> talk.filter(each -> each.queue().equals(group)).isPresent());
    }

    /**
     * A guest and what was last said with it.
     *
     * @param group of the session; null when there is no such session any more
     * @param lastSeq the last number of the session among the words; 0 for none
     */
    record Recent(
            long gid, Client client, @Nullable QueueId group, JsonArray words, long lastSeq) {}

    /** The guest of that session, with the last words of all its talks. */
    Future<Recent> findRecent(SessionId session, Client client) {
        Future<Long> gid = getNumber(client.id());
        Future<Optional<SessionView>> view = views.findSession(session);
        Future<List<HistoryRow>> rows = views.findRecord(client.tenant(), client.id(), 1, RECENT);
        return Future.all(gid, view, rows)
                .compose(_ -> encode(gid.result(), rows.result()))
                .map(
                        words ->
                                new Recent(
                                        gid.result(),
                                        client,
                                        view.result().map(SessionView::queue).orElse(null),
                                        words,
                                        lastSeq(session, rows.result())));
    }

    private static long lastSeq(SessionId session, List<HistoryRow> rows) {
        return rows.stream()
                .filter(row -> session.equals(row.session()))
                .mapToLong(HistoryRow::seq)
                .max()
                .orElse(0);
    }

    /** The group of a session; empty when there is no such session. */
    Future<Optional<QueueId>> findGroup(SessionId session) {
        return views.findSession(session).map(found -> found.map(SessionView::queue));
    }

    /** Those words as the wire shows them. */
    Future<JsonArray> encode(long gid, List<HistoryRow> rows) {
        return Speakers.of(rows.stream().map(HistoryRow::speaker).toList(), directory)
                .map(
                        speakers -> {
                            JsonArray all = new JsonArray();
                            rows.forEach(
                                    row ->
                                            all.add(
                                                    AdminCards.message(
                                                            gid,
                                                            row,
                                                            speakers.speaker(row.speaker()))));
                            return all;
                        });
    }
}
