package dev.deskbus.gateway.tpi.v1;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.gateway.tpi.Edition;
import dev.deskbus.gateway.tpi.Sent;
import dev.deskbus.gateway.tpi.TpiReplies;
import dev.deskbus.gateway.tpi.TpiReplies.Refused;
import dev.deskbus.port.ClientStore;
import dev.deskbus.port.ClientStore.Holder;
import dev.deskbus.port.ConversationViews;
import io.vertx.core.Future;
import java.util.UUID;

/**
 * TPI v1 (decisions V1-1 to V1-13): served at the paths of v2 by the absence of a token, to callers
 * that are allowed to. What both editions mean alike is left to the newest.
 */
public final class V1Edition implements Edition {
    private final V1Access access;
    private final Bus bus;
    private final V1Clients clients;
    private final PictureStore pictures;
    private final V1Codec codec = new V1Codec(() -> UUID.randomUUID().toString());

    /** Serves those whom {@code access} admits. */
    public V1Edition(
            V1Access access,
            Bus bus,
            ClientStore clients,
            ConversationViews views,
            PictureStore pictures) {
        this.access = access;
        this.bus = bus;
        this.clients = new V1Clients(clients, views);
        this.pictures = pictures;
    }

    /** A signature that is wrong admits nobody here; the newest edition says so. */
    @Override
    public Future<Boolean> admits(Sent sent, Newest newest) {
        if (!V1Type.isV1(sent.fields())) {
            return Future.succeededFuture(false);
        }
        if (access.admits(sent) || !access.signed()) {
            return Future.succeededFuture(access.admits(sent));
        }
        return newest.findSender(sent).map(sender -> sender.verdict().signed()).otherwise(false);
    }

    @Override
    public Future<TpiReplies> serve(Sent sent, Newest newest) {
        return Future.succeededFuture(sent.fields())
                .map(V1Type::of)
                .compose(
                        type ->
                                newest.findSender(sent)
                                        .compose(
                                                sender ->
                                                        serve(
                                                                codec.decode(
                                                                        type,
                                                                        sent.fields(),
                                                                        newest),
                                                                sender.integration(),
                                                                newest)));
    }

    @Override
    public Refused translate(Refused refused) {
        return V1Results.translate(refused);
    }

    private Future<TpiReplies> serve(V1Requests request, Integration from, Newest newest) {
        return switch (request) {
            case V1Requests.Chat(var client, var nickname, var chat) ->
                    clients.meet(from, client, nickname)
                            .compose(holder -> newest.serve(holder, chat));
            case V1Requests.OnRequest(long id, var what) ->
                    clients.ofRequest(from, id).compose(holder -> newest.serve(holder, what));
            case V1Requests.OnSession(long id, var what) ->
                    clients.ofSession(from, id).compose(holder -> newest.serve(holder, what));
            case V1Requests.Say(var client, var say) ->
                    clients.ofOpenSession(from, say.sessionId(), client)
                            .compose(holder -> newest.serve(holder, say));
            case V1Requests.Show show ->
                    clients.ofOpenSession(from, show.sessionId(), show.clientId())
                            .compose(holder -> show(holder, show));
            case V1Requests.ChangeClient change -> changeClient(from, change);
        };
    }

    /** Its caller vouches for the new client too, which may be new here (decision V1-4). */
    private Future<TpiReplies> changeClient(Integration from, V1Requests.ChangeClient change) {
        return clients.ofOpenSession(from, change.sessionId())
                .compose(
                        before ->
                                clients.meet(from, change.clientId(), "")
                                        .compose(after -> rebind(change, before, after)));
    }

    private Future<TpiReplies> rebind(V1Requests.ChangeClient change, Holder before, Holder after) {
        SessionId session = new SessionId(change.sessionId());
        SessionCommand rebind =
                new SessionCommand.Rebind(
                        freshId(), before.client().id(), after.client().id(), null);
        return bus.ask(Addresses.session(session), rebind)
                .map(new TpiReplies.ClientChanged(change.clientId(), session));
    }

    private static CommandId freshId() {
        return new CommandId(UUID.randomUUID().toString());
    }

    private Future<TpiReplies> show(Holder holder, V1Requests.Show show) {
        Picture picture = show.picture();
        return pictures.keep(holder.client().tenant(), picture)
                .map(
                        url ->
                                new Media(
                                        Media.Kind.PICTURE,
                                        url,
                                        picture.name(),
                                        (long) picture.bytes().length(),
                                        null,
                                        null))
                .map(
                        message ->
                                new SessionCommand.Say(
                                        new Party.OfClient(holder.client().id()),
                                        message,
                                        show.key(),
                                        show.time(),
                                        show.extra()))
                .compose(say -> bus.ask(Addresses.session(new SessionId(show.sessionId())), say))
                .map(TpiReplies.Done.QUIET);
    }
}
