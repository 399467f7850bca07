package dev.deskbus.gateway.tpi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.gateway.http.AgentTokens;
import dev.deskbus.gateway.http.CallerAddress;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import dev.deskbus.gateway.http.Proof;
import dev.deskbus.gateway.http.RequestBody;
import dev.deskbus.gateway.http.RequestBody.TooLong;
import dev.deskbus.gateway.http.Signatures;
import dev.deskbus.gateway.tpi.Senders.Sender;
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
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
    private final Senders senders;
    private final Logins logins;
    private final ChatRequests chatRequests;
    private final Waiting waiting;
    private final Talks talks;
    private final ShortWay shortWay;
    private final Queues queues;
    private final Transfers transfers;
    private final ClientChanges clientChanges;
    private final OldShapes oldShapes = new OldShapes();
    private final Edition other;
    private final Edition.Newest newest = new Lent();

    /** What the interface works with. */
    public record World(
            Vertx vertx,
            Bus bus,
            ClientStore clients,
            ConversationViews views,
            AgentDirectory directory,
            PresenceStore presence,
            Passwords passwords,
            AgentTokens agentTokens,
            Function<QueueId, Future<List<AgentView>>> agentsOfQueue,
            MediaKeeper media,
            TpiSettings settings) {}

    /** Makes it; nothing is served before it is mounted. */
    public TpiResource(World world) {
        this(world, Edition.NONE, _ -> {});
    }

    /**
     * The same, beside another edition.
     *
     * @param lenient told the integration of each body that is no strict JSON (decision G-2)
     */
    public TpiResource(World world, Edition other, Consumer<String> lenient) {
        this.world = world;
        this.other = other;
        this.addresses = new CallerAddress(world.settings().proxies());
        this.codec =
                new TpiCodec(
                        () -> UUID.randomUUID().toString(),
                        world.settings().historyZone(),
                        world.settings().publicUrl());
        this.tokens = new Tokens(world.clients());
        this.senders =
                new Senders(
                        world.directory(), new Signatures(InstantSource.system()), tokens, lenient);
        this.logins = new Logins(world, senders, tokens);
        Owned owned = new Owned(world.views());
        Showing showing = new Showing(world);
        this.queues = new Queues(world);
        Regulars regulars = new Regulars();
        this.talks = new Talks(world, owned, showing, regulars);
        this.shortWay = new ShortWay(regulars, senders, talks);
        this.waiting = new Waiting(world, owned, talks, showing);
        this.chatRequests = new ChatRequests(world, owned, queues, waiting);
        this.transfers = new Transfers(world, owned, queues);
        this.clientChanges = new ClientChanges(world, owned);
    }

    /** Serves the paths of the settings; mount it before anything that reads bodies. */
    public void mount(Router router) {
        for (String path : world.settings().paths()) {
            router.route(path).handler(context -> receive(context.request()));
        }
    }

    /** The way in for other transports. */
    public TpiDoor door() {
        return new Door();
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
                .compose(body -> serve(sent(request, body), language))
                .recover(
                        failure ->
                                failure instanceof TooLong body
                                        ? tooLong(request, body, language)
                                        : Future.failedFuture(failure))
                .map(reply -> codec.encode(reply, language))
                .otherwise(failure -> codec.encode(refuse(failure, language), language))
                .onSuccess(reply -> send(request, reply));
    }

    /**
     * Nothing but a picture or voice makes a body as long (decision G-16). Its beginning says which
     * edition must be answered.
     */
    private Future<TpiReplies> tooLong(HttpServerRequest request, TooLong body, Language language) {
        Sent head =
                new Sent(
                        JsonBody.peek(body.head()),
                        body.head(),
                        Proof.of(request),
                        addresses.of(request),
                        addresses.isFirstHand(request));
        TpiReplies.Refused refused =
                refuse(
                        new Refusal(ErrorCode.FILE_TOO_LARGE, String.valueOf(body.getMessage())),
                        language);
        return other.admits(head, newest)
                .map(admitted -> admitted ? other.translate(refused) : refused);
    }

    private Sent sent(HttpServerRequest request, Buffer body) {
        return new Sent(
                json.parse(body),
                body,
                Proof.of(request),
                addresses.of(request),
                addresses.isFirstHand(request));
    }

    private Future<TpiReplies> serve(Sent sent, Language language) {
        return other.admits(sent, newest)
                .compose(
                        admitted ->
                                admitted
                                        ? other.serve(sent, newest)
                                                .otherwise(
                                                        failure ->
                                                                other.translate(
                                                                        refuse(failure, language)))
                                        : serve(sent));
    }

    private Future<TpiReplies> serve(Sent sent) {
        Fields fields = sent.fields();
        return switch (TpiType.of(fields)) {
            case TpiType.Open open ->
                    logins.findCaller(sent)
                            .compose(caller -> logins.serve(codec.decode(open, fields), caller));
            case TpiType.Guarded.MSG_REQUEST ->
                    shortWay.serve(
                            sent,
                            () -> codec.decode(TpiType.Guarded.MSG_REQUEST, fields),
                            decode -> serve(sent, decode));
            case TpiType.Guarded guarded -> serve(sent, () -> codec.decode(guarded, fields));
        };
    }

    private Future<TpiReplies> serve(Sent sent, Supplier<Authorised> decode) {
        return senders.findHolder(sent)
                .onSuccess(holder -> noteShape(holder, sent.fields()))
                .compose(holder -> serve(holder, decode.get(), sent));
    }

    private void noteShape(Holder holder, Fields fields) {
        if (TpiType.isOldPreMessage(fields)) {
            oldShapes.notePreMessage(holder.integration());
        }
    }

    /** Whether the request is signed matters to one type alone (decision V2-31). */
    private Future<TpiReplies> serve(Holder holder, Authorised request, Sent sent) {
        return request instanceof TpiRequests.ChangeClient change
                ? clientChanges.change(holder, senders.isSigned(holder, sent), change)
                : serve(holder, request);
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
            case TpiRequests.Show(TpiRequests.Spot.InSession(long id), var item, var mark) ->
                    talks.show(holder, id, item, mark);
            case TpiRequests.Show(TpiRequests.Spot.WhileWaiting(long id), var item, var mark) ->
                    waiting.show(holder, id, item, mark);
            case TpiRequests.Transfer transfer -> transfers.transfer(holder, transfer);
            case TpiRequests.Close close -> talks.close(holder, close);
            case TpiRequests.Rate rate -> talks.rate(holder, rate);
            case TpiRequests.ChangeClient change -> clientChanges.change(holder, false, change);
            case TpiRequests.QueryHistory query -> talks.history(holder, query);
            case TpiRequests.QueueAgents(long queue) ->
                    queues.getQueue(holder, queue)
                            .compose(rules -> world.agentsOfQueue().apply(rules.id()))
                            .map(TpiResource::present);
        };
    }

    private static TpiReplies present(List<AgentView> agents) {
        return new TpiReplies.QueueAgents(agents.stream().filter(AgentView::isThere).toList());
    }

    /** The token dies last, so that a logout that failed can be repeated (decision V2-1). */
    private Future<TpiReplies> logOut(Holder holder) {
        return waiting.cancelWaiting(holder)
                .compose(
                        _ ->
                                holder.integration().dialect().extras().logoutClosesSession()
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

    /** What another edition may use of this one. */
    private final class Lent implements Edition.Newest {
        @Override
        public Future<Sender> findSender(Sent sent) {
            return senders.findSender(sent);
        }

        @Override
        public Authorised decode(TpiType.Guarded type, Fields fields) {
            return codec.decode(type, fields);
        }

        @Override
        public Future<TpiReplies> serve(Holder holder, Authorised request) {
            return TpiResource.this.serve(holder, request);
        }
    }

    private final class Door implements TpiDoor {
        @Override
        public Future<Holder> findHolder(String token) {
            return tokens.getHolder(token);
        }

        @Override
        public Future<ObjectNode> serve(Holder holder, Fields request, @Nullable String language) {
            return Future.succeededFuture()
                    .compose(_ -> decodeAndServe(holder, request))
                    .map(reply -> codec.encode(reply, Language.of(language)))
                    .otherwise(failure -> refuse(failure, language));
        }

        private Future<TpiReplies> decodeAndServe(Holder holder, Fields request) {
            return switch (TpiType.of(request)) {
                case TpiType.Open _ ->
                        throw new Refusal(ErrorCode.REQUEST_TYPE_UNKNOWN, "logged in already");
                case TpiType.Guarded type ->
                        TpiResource.this.serve(holder, codec.decode(type, request));
            };
        }

        @Override
        public ObjectNode refuse(Throwable failure, @Nullable String language) {
            Language spoken = Language.of(language);
            return codec.encode(TpiResource.refuse(failure, spoken), spoken);
        }
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
