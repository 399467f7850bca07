package dev.deskbus.gateway.tpi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.gateway.http.CallerAddress;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import dev.deskbus.gateway.http.RequestBody;
import dev.deskbus.gateway.tpi.TpiRequests.Anonymous;
import dev.deskbus.gateway.tpi.TpiRequests.Authorised;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ClientStore;
import dev.deskbus.port.ClientStore.Holder;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.Passwords;
import dev.deskbus.port.PresenceStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The third-party interface, TPI v2, over HTTP: reads a body, checks in the order of decision G-8,
 * asks whoever decides, and answers 200 with a {@code result}, always (R5). May be mounted on any
 * number of routers.
 */
public final class TpiResource {
    private static final Logger LOG = LoggerFactory.getLogger(TpiResource.class);
    private static final int TRACE_LENGTH = 12;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final World world;
    private final JsonBody json = new JsonBody();
    private final CallerAddress addresses;
    private final TpiCodec codec;
    private final Tokens tokens;
    private final Logins logins;
    private final ChatRequests chatRequests;
    private final Waiting waiting;
    private final Talks talks;

    /** What the interface works with. */
    public record World(
            Vertx vertx,
            Bus bus,
            ClientStore clients,
            ConversationViews views,
            AgentDirectory directory,
            PresenceStore presence,
            Passwords passwords,
            TpiSettings settings) {}

    /** Makes it; nothing is served before it is mounted. */
    public TpiResource(World world) {
        this.world = world;
        this.addresses = new CallerAddress(world.settings().proxies());
        this.codec =
                new TpiCodec(() -> UUID.randomUUID().toString(), world.settings().historyZone());
        this.tokens = new Tokens(world.clients());
        this.logins = new Logins(world, tokens);
        Owned owned = new Owned(world.views());
        this.talks = new Talks(world, owned);
        this.waiting = new Waiting(world, owned, talks);
        this.chatRequests = new ChatRequests(world, owned, waiting);
    }

    /** Serves the paths of the settings; mount it before anything that reads bodies. */
    public void mount(Router router) {
        for (String path : world.settings().paths()) {
            router.route(path).handler(context -> receive(context.request()));
        }
    }

    /** How many bodies were readable only leniently (decision G-2). */
    public long lenientBodies() {
        return json.lenientCount();
    }

    private void receive(HttpServerRequest request) {
        Language language = Language.of(request.getHeader("Accept-Language"));
        if (!request.method().equals(HttpMethod.POST)) {
            request.response().setStatusCode(METHOD_NOT_ALLOWED).putHeader("Allow", "POST");
            send(request, codec.encode(notPost(language), language));
            return;
        }
        RequestBody.read(world.vertx(), request, JsonBody.LIMIT, world.settings().bodyPatience())
                .compose(body -> serve(request, body))
                .map(reply -> codec.encode(reply, language))
                .otherwise(failure -> codec.encode(refuse(failure, language), language))
                .onSuccess(reply -> send(request, reply));
    }

    private Future<TpiReplies> serve(HttpServerRequest request, Buffer body) {
        Fields fields = json.parse(body);
        return switch (TpiType.of(fields)) {
            case TpiType.Open open -> {
                Anonymous decoded = codec.decode(open, fields);
                yield logins.findCaller(fields, addresses.of(request))
                        .compose(caller -> logins.serve(decoded, caller));
            }
            case TpiType.Guarded guarded ->
                    tokens.findHolder(fields)
                            .compose(holder -> serve(holder, codec.decode(guarded, fields)));
        };
    }

    private Future<TpiReplies> serve(Holder holder, Authorised request) {
        return switch (request) {
            case TpiRequests.LogOut _ -> logOut(holder);
            case TpiRequests.Chat chat -> chatRequests.enqueue(holder, chat);
            case TpiRequests.CheckRequest check -> waiting.check(holder, check);
            case TpiRequests.CancelRequest cancel -> waiting.cancel(holder, cancel);
            case TpiRequests.PreMessage message -> waiting.addPreMessage(holder, message);
            case TpiRequests.Say say -> talks.say(holder, say);
            case TpiRequests.Preview(long session, var text) ->
                    talks.signal(holder, session, Signal.Kind.PREVIEW, text);
            case TpiRequests.Typing(long session) ->
                    talks.signal(holder, session, Signal.Kind.TYPING, null);
            case TpiRequests.Close close -> talks.close(holder, close);
            case TpiRequests.QueryHistory query -> talks.history(holder, query);
        };
    }

    /** The token dies last, so that a logout that failed can be repeated (decision V2-1). */
    private Future<TpiReplies> logOut(Holder holder) {
        return waiting.cancelWaiting(holder)
                .compose(
                        _ ->
                                world.settings().logoutClosesSession()
                                        ? talks.closeOpen(holder)
                                        : Future.succeededFuture())
                .compose(_ -> tokens.revoke(holder))
                .map(TpiReplies.Done.QUIET);
    }

    /** The reply to a failure; what nobody expected is logged with its trace. */
    static TpiReplies.Refused refuse(Throwable failure, Language language) {
        String trace = UUID.randomUUID().toString().replace("-", "").substring(0, TRACE_LENGTH);
        ErrorCode code = TpiErrors.codeOf(failure);
        if (code == ErrorCode.INTERNAL) {
            LOG.atError().addKeyValue("trace", trace).setCause(failure).log("TPI request failed");
        } else if (TpiErrors.resultOf(code) == TpiResult.INTERNAL_ERROR) {
            LOG.atWarn()
                    .addKeyValue("trace", trace)
                    .addKeyValue("code", code)
                    .addKeyValue("reason", failure.getMessage())
                    .log("TPI request not served");
        }
        return TpiErrors.reply(failure, language, trace);
    }

    static TpiReplies.Refused notPost(Language language) {
        return new TpiReplies.Refused(
                TpiResult.REQUEST_ERROR, language.pick("只接受 POST 请求", "only POST is served"));
    }

    static void send(HttpServerRequest request, ObjectNode reply) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        response.putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(reply.toString().getBytes(StandardCharsets.UTF_8)))
                .onFailure(
                        failure ->
                                LOG.atDebug()
                                        .addKeyValue("reason", failure.getMessage())
                                        .log("TPI answer not taken"));
    }
}
