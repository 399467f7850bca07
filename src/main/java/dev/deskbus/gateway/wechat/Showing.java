package dev.deskbus.gateway.wechat;

import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.media.WantedMedia;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.gateway.http.FileLinks;
import dev.deskbus.gateway.wechat.Visits.Visitor;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Makes a message of what a person sent. What lies at the account's host is noted first, durably:
 * the message has the address where it will be, and there is a placeholder until it is (WX-15).
 */
final class Showing {
    private static final FileName THUMB = FileName.of("thumb.jpg");

    private final WeChatWorld world;

    Showing(WeChatWorld world) {
        this.world = world;
    }

    /**
     * The message.
     *
     * @param session where it is shown; null while its sender waits
     */
    Future<Message> message(
            Visitor visitor, @Nullable SessionView session, Content content, MessageKey key) {
        return switch (content) {
            case Content.Words(var text) -> Future.succeededFuture(Message.Text.plain(text));
            case Content.Place(double latitude, double longitude, var label) ->
                    Future.succeededFuture(
                            new Message.Location(latitude, longitude, label, null, null));
            case Content.Shown shown ->
                    shown(visitor, session, shown, key).onSuccess(_ -> world.wake().run());
        };
    }

    private Future<Message> shown(
            Visitor visitor, @Nullable SessionView session, Content.Shown shown, MessageKey key) {
        FileName name = FileName.of(shown.name());
        return promise(wanted(visitor, session, shown.kind(), shown.mediaId()), key.id(), name)
                .compose(
                        url ->
                                thumb(visitor, session, shown, key)
                                        .map(
                                                thumb ->
                                                        new Media(
                                                                shown.kind(),
                                                                url,
                                                                name.value(),
                                                                null,
                                                                null,
                                                                thumb.url())));
    }

    /** The address of a small picture, if there is one. */
    private record Thumb(@Nullable String url) {}

    private Future<Thumb> thumb(
            Visitor visitor, @Nullable SessionView session, Content.Shown shown, MessageKey key) {
        String mediaId = shown.thumbMediaId();
        return mediaId == null
                ? Future.succeededFuture(new Thumb(null))
                : promise(
                                wanted(visitor, session, Media.Kind.PICTURE, mediaId),
                                key.id() + ".thumb",
                                THUMB)
                        .map(Thumb::new);
    }

    private Future<String> promise(WantedMedia wanted, String key, FileName name) {
        return world.media().promise(wanted, key).map(id -> FileLinks.path(id, name));
    }

    private static WantedMedia wanted(
            Visitor visitor, @Nullable SessionView session, Media.Kind kind, String mediaId) {
        SessionId id = session == null ? null : session.id();
        AgentId agent =
                session == null || session.agents().isEmpty() ? null : session.agents().getFirst();
        return new WantedMedia(
                visitor.client().tenant(),
                visitor.client().id(),
                visitor.outer(),
                kind,
                mediaId,
                id,
                agent);
    }
}
