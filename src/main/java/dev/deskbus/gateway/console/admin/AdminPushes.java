package dev.deskbus.gateway.console.admin;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.ConsoleEvent.SessionCorrected;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.gateway.console.admin.AdminCards.Words;
import dev.deskbus.gateway.console.admin.AdminGuests.Recent;
import dev.deskbus.gateway.http.MessageIds;
import io.vertx.core.json.JsonObject;

/** The frames that nobody asked for (decision AD-13; those from 34001 on AD-18). Pure. */
final class AdminPushes {
    private AdminPushes() {}

    /** 32399: a guest said something. */
    static JsonObject said(long gid, SessionSaid said) {
        return said(AdminCodec.SAID, gid, said);
    }

    /** A colleague said something to the guest. */
    static JsonObject colleagueSaid(long gid, SessionSaid said) {
        return said(AdminCodec.COLLEAGUE_SAID, gid, said);
    }

    private static JsonObject said(int code, long gid, SessionSaid said) {
        Words words =
                new Words(
                        MessageIds.of(said.session(), said.seq()),
                        gid,
                        said.speaker(),
                        said.message(),
                        null,
                        said.at());
        return AdminReplies.of(
                code,
                new JsonObject()
                        .put("gid", gid)
                        .put("message_info", AdminCards.message(words, null)));
    }

    /** 32401: a guest came to this agent, with the last talk. */
    static JsonObject came(Recent recent) {
        return AdminReplies.of(
                AdminCodec.RECEIVED,
                new JsonObject()
                        .put("gid", recent.gid())
                        .put("data", new JsonObject())
                        .put(
                                "guest_info",
                                AdminCards.guest(recent.gid(), recent.client(), recent.group()))
                        .put("recs", recent.words()));
    }

    /** 32402: the guest was handed on, as its agent asked. */
    static JsonObject transferred(long gid, Agent to) {
        return AdminReplies.of(AdminCodec.TRANSFERRED, handed(gid, to));
    }

    /** To whom a guest was handed (decision AD-14). */
    static JsonObject handed(long gid, Agent to) {
        return new JsonObject()
                .put("gid", gid)
                .put("data", new JsonObject().put("aix", to.id().value()).put("name", to.name()));
    }

    /** 32200: all that the guest said in that group is read; the reply, and the same as a push. */
    static JsonObject read(long gid, QueueId group) {
        return AdminReplies.of(
                AdminCodec.READ, new JsonObject().put("group_id", group.value()).put("gid", gid));
    }

    /** A session of the agent with that guest is over. */
    static JsonObject ended(long gid) {
        return AdminReplies.of(AdminCodec.ENDED, new JsonObject().put("gid", gid));
    }

    /** The guest is typing. */
    static JsonObject typing(long gid) {
        return AdminReplies.of(AdminCodec.TYPING, new JsonObject().put("gid", gid));
    }

    /** A word was taken back, or reads as {@code message_info} says. */
    static JsonObject corrected(long gid, SessionCorrected corrected) {
        long id = MessageIds.of(corrected.session(), corrected.of());
        JsonObject push = new JsonObject().put("gid", gid).put("id", id);
        if (corrected.instead() == null) {
            return AdminReplies.of(AdminCodec.CORRECTED, push);
        }
        Words words =
                new Words(
                        id,
                        gid,
                        new OfAgent(corrected.by()),
                        corrected.instead(),
                        null,
                        corrected.at());
        return AdminReplies.of(
                AdminCodec.CORRECTED, push.put("message_info", AdminCards.message(words, null)));
    }

    /** Something was said that only agents see. */
    static JsonObject note(long gid, SessionWhispered whispered) {
        return AdminReplies.of(
                AdminCodec.NOTE,
                new JsonObject()
                        .put("gid", gid)
                        .put("aix", whispered.by().value())
                        .put("msg", whispered.text())
                        .put("time", whispered.at().getEpochSecond()));
    }

    /** What the guest has typed so far. */
    static JsonObject preview(long gid, String text) {
        return AdminReplies.of(
                AdminCodec.PREVIEW, new JsonObject().put("gid", gid).put("msg", text));
    }
}
