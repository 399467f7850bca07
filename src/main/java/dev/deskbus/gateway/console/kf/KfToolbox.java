package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.tools.CannedReply;
import dev.deskbus.domain.tools.Note;
import dev.deskbus.domain.tools.Subject;
import dev.deskbus.domain.tools.Tag;
import dev.deskbus.gateway.console.kf.KfToolRequests.AddNote;
import dev.deskbus.gateway.console.kf.KfToolRequests.AddReply;
import dev.deskbus.gateway.console.kf.KfToolRequests.GetNotes;
import dev.deskbus.gateway.console.kf.KfToolRequests.SetReply;
import dev.deskbus.port.AgentTools;
import dev.deskbus.port.CannedReplies.Selection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Canned replies, private notes and tags, as an agent of a tenant may use them. */
final class KfToolbox {
    private final AgentTools tools;
    private final KfPeople people;

    KfToolbox(AgentTools tools, KfPeople people) {
        this.tools = tools;
        this.people = people;
    }

    Future<JsonObject> serve(Agent me, KfToolRequests.OfReplies request) {
        return switch (request) {
            case KfToolRequests.GetReplies get -> getReplies(me, get.selection());
            case AddReply add -> addReply(me, add);
            case SetReply set ->
                    requireMine(me, set.id())
                            .compose(reply -> tools.replies().change(reply, set.words()))
                            .map(reply -> reply(KfToolCodec.SET_REPLY, reply, me));
            case KfToolRequests.DeleteReply delete ->
                    requireMine(me, delete.id())
                            .compose(tools.replies()::remove)
                            .map(_ -> KfReplies.done(KfToolCodec.DELETE_REPLY));
        };
    }

    private Future<JsonObject> getReplies(Agent me, Selection selection) {
        return tools.replies()
                .find(me.tenant(), me.id(), selection)
                .map(
                        found ->
                                KfToolReplies.list(
                                        KfToolCodec.GET_REPLIES,
                                        "reply_list",
                                        KfToolReplies.array(
                                                first(found, selection.pageSize()),
                                                reply -> KfToolReplies.reply(reply, me)),
                                        found.size() > selection.pageSize()
                                                ? selection.page() + 1
                                                : null));
    }

    private Future<JsonObject> addReply(Agent me, AddReply add) {
        if (add.shared() && me.role() != Agent.Role.SUPERVISOR) {
            throw notAllowed("only for supervisors");
        }
        return tools.replies()
                .add(me.tenant(), add.shared() ? null : me.id(), add.words())
                .map(reply -> reply(KfToolCodec.ADD_REPLY, reply, me));
    }

    private Future<CannedReply> requireMine(Agent me, long id) {
        return tools.replies()
                .get(me.tenant(), me.id(), id)
                .map(
                        reply -> {
                            if (!reply.canBeChangedBy(me)) {
                                throw notAllowed("not yours to change");
                            }
                            return reply;
                        });
    }

    private static JsonObject reply(String method, CannedReply reply, Agent me) {
        return KfToolReplies.data(method, KfToolReplies.reply(reply, me));
    }

    Future<JsonObject> serve(Agent me, KfToolRequests.OfNotes request) {
        return switch (request) {
            case AddNote add -> addNote(me, add);
            case GetNotes get -> getNotes(me, get);
            case KfToolRequests.DeleteNote delete -> deleteNote(me, delete.id());
        };
    }

    private Future<JsonObject> addNote(Agent me, AddNote add) {
        return tools.histories()
                .require(me.tenant(), add.subject())
                .compose(
                        _ ->
                                tools.notes()
                                        .add(
                                                me.tenant(),
                                                add.subject(),
                                                me.id(),
                                                add.text(),
                                                add.clientMessageId()))
                .compose(note -> encode(List.of(note)))
                .map(notes -> KfToolReplies.data(KfToolCodec.NOTE, notes.getFirst()));
    }

    private Future<JsonObject> getNotes(Agent me, GetNotes get) {
        int limit = get.page().limit();
        return tools.histories()
                .require(me.tenant(), get.subject())
                .compose(
                        _ ->
                                tools.notes()
                                        .find(
                                                me.tenant(),
                                                get.subject(),
                                                get.page().before(),
                                                limit))
                .compose(
                        found ->
                                encode(first(found, limit))
                                        .map(
                                                notes ->
                                                        KfToolReplies.list(
                                                                KfToolCodec.GET_NOTES,
                                                                "note_list",
                                                                KfToolReplies.array(
                                                                        notes, note -> note),
                                                                found.size() > limit
                                                                        ? found.get(limit - 1).id()
                                                                        : null)));
    }

    private Future<List<JsonObject>> encode(List<Note> notes) {
        return people.find(notes.stream().map(Note::author).toList())
                .map(
                        authors ->
                                notes.stream()
                                        .map(note -> KfToolReplies.note(note, authors))
                                        .toList());
    }

    private Future<JsonObject> deleteNote(Agent me, long id) {
        return tools.notes()
                .get(me.tenant(), id)
                .compose(
                        note -> {
                            if (!note.author().equals(me.id())
                                    && me.role() != Agent.Role.SUPERVISOR) {
                                throw notAllowed("not your note");
                            }
                            return tools.notes().remove(me.tenant(), id);
                        })
                .map(_ -> KfReplies.done(KfToolCodec.DELETE_NOTE));
    }

    Future<JsonObject> serve(Agent me, KfToolRequests.OfTags request) {
        return switch (request) {
            case KfToolRequests.GetTagSet _ ->
                    tools.tags().getSet(me.tenant()).map(KfToolReplies::tagSet);
            case KfToolRequests.GetTags get ->
                    tools.histories()
                            .require(me.tenant(), get.subject())
                            .compose(_ -> tags(me, KfToolCodec.GET_TAGS, get.subject()));
            case KfToolRequests.AddTag add -> addTag(me, add.subject(), add.tag());
            case KfToolRequests.RemoveTag remove ->
                    tools.histories()
                            .require(me.tenant(), remove.subject())
                            .compose(
                                    _ ->
                                            tools.tags()
                                                    .remove(
                                                            me.tenant(),
                                                            remove.subject(),
                                                            remove.tag()))
                            .compose(_ -> tags(me, KfToolCodec.REMOVE_TAG, remove.subject()));
        };
    }

    private Future<JsonObject> addTag(Agent me, Subject subject, Tag tag) {
        return tools.tags()
                .getSet(me.tenant())
                .compose(
                        set -> {
                            if (!set.admits(tag)) {
                                throw new Refusal(ErrorCode.PARAMETER_INVALID, "no such tag");
                            }
                            return tools.histories().require(me.tenant(), subject);
                        })
                .compose(_ -> tools.tags().add(me.tenant(), subject, tag, me.id()))
                .compose(_ -> tags(me, KfToolCodec.ADD_TAG, subject));
    }

    private Future<JsonObject> tags(Agent me, String method, Subject subject) {
        return tools.tags()
                .find(me.tenant(), subject)
                .map(tags -> KfToolReplies.tags(method, tags));
    }

    private static <T> List<T> first(List<T> found, int limit) {
        return found.size() > limit ? found.subList(0, limit) : found;
    }

    private static Refusal notAllowed(String why) {
        return new Refusal(ErrorCode.CALLER_NOT_ALLOWED, why);
    }
}
