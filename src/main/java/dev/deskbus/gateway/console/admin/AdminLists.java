package dev.deskbus.gateway.console.admin;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.gateway.console.Speakers;
import dev.deskbus.gateway.console.admin.AdminRequests.GetContent;
import dev.deskbus.gateway.console.admin.AdminRequests.Page;
import dev.deskbus.gateway.console.admin.AdminTokens.Refresh;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.GuestViews;
import dev.deskbus.port.GuestViews.Guest;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.PresenceStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** The lists that a console is told at its login, and asks for later. */
final class AdminLists {
    private final AgentDirectory directory;
    private final PresenceStore presence;
    private final GuestViews views;
    private final AdminGuests guests;

    AdminLists(AdminPorts ports, AdminGuests guests) {
        this.directory = ports.directory();
        this.presence = ports.presence();
        this.views = ports.guests();
        this.guests = guests;
    }

    /**
     * Whose console it is.
     *
     * @param ix names the connection (decision AD-8)
     */
    record Caller(Agent agent, String ix, Refresh refresh) {}

    /** What every list begins with, and the guests in it once more, in their order. */
    private record Head(JsonObject data, List<JsonObject> talks) {
        /** With one page of something (decision AD-9). */
        JsonObject with(JsonArray list, long total, Page page) {
            return data.put("list", list)
                    .put("total", total)
                    .put("page_index", page.index())
                    .put("page_size", page.size());
        }
    }

    /** 31000. */
    Future<JsonObject> welcome(Caller caller) {
        return head(caller).map(head -> AdminReplies.of(AdminCodec.LOGIN, head.data()));
    }

    /** 32000: whom the agent talks with, the newest word first. */
    Future<JsonObject> getList(Caller caller, Page page) {
        return head(caller)
                .map(
                        head ->
                                AdminReplies.of(
                                        AdminCodec.LIST,
                                        head.with(
                                                cut(head.talks(), page),
                                                head.talks().size(),
                                                page)));
    }

    private static JsonArray cut(List<JsonObject> all, Page page) {
        JsonArray some = new JsonArray();
        all.stream()
                .skip((page.index() - 1L) * page.size())
                .limit(page.size())
                .forEach(each -> some.add(each.copy()));
        return some;
    }

    /** 32100: one page of what was said with a guest in a group, page 1 the newest (AD-23). */
    Future<JsonObject> getContent(Caller caller, GetContent request) {
        Agent me = caller.agent();
        return guests.getGuest(me, request.gid(), AdminCode.CONTENT_GID)
                .compose(guest -> requireSight(me, guest, request))
                .compose(guest -> getContent(caller, guest, request))
                .map(data -> AdminReplies.of(AdminCodec.CONTENT, data));
    }

    private Future<Client> requireSight(Agent me, Client guest, GetContent request) {
        return guests.maySee(me, guest.id(), request.group())
                .map(
                        may -> {
                            if (!may) {
                                throw AdminCode.CONTENT_GROUP.because(AdminWords.NO_GROUP);
                            }
                            return guest;
                        });
    }

    private Future<JsonObject> getContent(Caller caller, Client guest, GetContent request) {
        TenantId tenant = caller.agent().tenant();
        Page page = request.page();
        Future<Long> total = views.countWords(tenant, guest.id(), request.group());
        Future<JsonArray> words =
                views.findWords(tenant, guest.id(), request.group(), page.index(), page.size())
                        .compose(rows -> guests.encode(request.gid(), rows));
        Future<Head> head = head(caller);
        return Future.all(total, words, head)
                .map(_ -> head.result().with(words.result(), total.result(), page));
    }

    /** 33000 (decision AD-17). */
    Future<JsonObject> getAgents(Agent me) {
        return admins(me.tenant())
                .map(
                        all ->
                                AdminReplies.of(
                                        AdminCodec.AGENTS,
                                        new JsonObject().put("admin_list", all)));
    }

    private Future<JsonObject> admins(TenantId tenant) {
        return presence.findPresent(tenant)
                .compose(
                        present ->
                                views.findLoads(tenant)
                                        .map(loads -> AdminCards.admins(present, loads)));
    }

    private Future<Head> head(Caller caller) {
        return views.findGuests(caller.agent().id())
                .compose(this::encode)
                .compose(
                        talks ->
                                admins(caller.agent().tenant())
                                        .map(admins -> head(caller, admins, talks)));
    }

    private static Head head(Caller caller, JsonObject admins, List<JsonObject> talks) {
        JsonObject guests = new JsonObject();
        talks.forEach(each -> guests.put(String.valueOf(each.getLong("gid")), each));
        return new Head(
                new JsonObject()
                        .put("ix", caller.ix())
                        .put("admin_list", admins)
                        .put("guest_list", guests)
                        .put("is_refresh", caller.refresh().isOne() ? 1 : 0)
                        .put("refresh_token", caller.refresh().token()),
                talks);
    }

    private Future<List<JsonObject>> encode(List<Guest> talks) {
        List<Party> parties =
                talks.stream()
                        .flatMap(talk -> Stream.ofNullable(talk.last()))
                        .map(HistoryRow::speaker)
                        .toList();
        return Speakers.of(parties, directory)
                .map(speakers -> talks.stream().map(talk -> encode(talk, speakers)).toList());
    }

    private static JsonObject encode(Guest talk, Speakers speakers) {
        JsonObject guest =
                AdminCards.guest(talk.number(), talk.client(), talk.queue())
                        .put("session_id", talk.session().value())
                        .put("time", talk.openedAt().getEpochSecond())
                        .put("unread", talk.unread());
        HistoryRow last = talk.last();
        return last == null
                ? guest
                : guest.put(
                        "message_info",
                        AdminCards.message(talk.number(), last, speakers.speaker(last.speaker())));
    }
}
