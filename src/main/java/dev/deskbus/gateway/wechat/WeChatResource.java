package dev.deskbus.gateway.wechat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.gateway.http.CallerAddress;
import dev.deskbus.gateway.http.JsonBody;
import dev.deskbus.gateway.http.Proof;
import dev.deskbus.gateway.http.RequestBody;
import dev.deskbus.gateway.http.Signatures;
import dev.deskbus.gateway.wechat.WeChatReplies.Refused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WeChat bridge over HTTP: reads a body, looks who may speak, asks whoever decides, and answers
 * 200 with a {@code result} (R5), but 403 to whoever may not speak at all. May be mounted on any
 * number of routers.
 */
public final class WeChatResource {
    private static final Logger LOG = LoggerFactory.getLogger(WeChatResource.class);
    private static final int TRACE_LENGTH = 12;
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final Vertx vertx;
    private final WeChatSettings settings;
    private final JsonBody json = new JsonBody();
    private final WeChatCodec codec = new WeChatCodec(() -> UUID.randomUUID().toString());
    private final CallerAddress addresses;
    private final Callers callers;
    private final Arrivals arrivals;
    private final Conversations conversations;
    private final Waits waits;
    private final Handovers handovers;

    /** Makes it; nothing is served before it is mounted. */
    public WeChatResource(Vertx vertx, WeChatWorld world, WeChatSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.addresses = new CallerAddress(settings.proxies());
        this.callers =
                new Callers(
                        world.directory(),
                        new Signatures(InstantSource.system()),
                        settings.access());
        Visits visits = new Visits(world.clients(), world.views());
        Lines lines = new Lines(world);
        this.arrivals = new Arrivals(world, lines);
        this.conversations = new Conversations(world, visits, lines);
        this.waits = new Waits(world, visits, lines);
        this.handovers = new Handovers(world, visits, lines);
    }

    /** Serves all calls; mount it before anything that reads bodies. */
    public void mount(Router router) {
        router.routeWithRegex(WeChatCall.paths()).handler(this::receive);
    }

    /** How many bodies were readable only leniently (decision G-2). */
    public long lenientBodies() {
        return json.lenientCount();
    }

    private void receive(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.method().equals(HttpMethod.POST)) {
            request.response().putHeader("Allow", "POST");
            send(
                    request,
                    METHOD_NOT_ALLOWED,
                    new Refused(WeChatResult.REQUEST_ERROR, "只接受 POST 请求"));
            return;
        }
        WeChatCall call = WeChatCall.of(context.normalizedPath());
        Proof proof = Proof.of(request);
        if (isHopeless(request, proof)) {
            RequestBody.hangUpAfterAnswer(request);
            send(request, FORBIDDEN, refuse(call, Callers.notAllowed()));
            return;
        }
        RequestBody.read(vertx, request, settings.longestBody(), settings.bodyPatience())
                .compose(body -> serve(call, sent(request, proof, body)))
                .onSuccess(reply -> send(request, OK, reply))
                .onFailure(failure -> send(request, statusOf(failure), refuse(call, failure)));
    }

    /** Neither a known server nor signed: not a byte of the body is read. */
    private boolean isHopeless(HttpServerRequest request, Proof proof) {
        return proof.sign() == null
                && proof.hmac() == null
                && !settings.access().admits(addresses.of(request), addresses.isFirstHand(request));
    }

    private Sent sent(HttpServerRequest request, Proof proof, Buffer body) {
        return new Sent(
                json.parse(body),
                body,
                proof,
                addresses.of(request),
                addresses.isFirstHand(request));
    }

    private Future<WeChatReplies> serve(WeChatCall call, Sent sent) {
        return callers.findCaller(sent)
                .compose(caller -> serve(caller, codec.decode(call, sent.fields())));
    }

    private Future<WeChatReplies> serve(Caller caller, WeChatRequests request) {
        return switch (request) {
            case WeChatRequests.Chat chat -> arrivals.arrive(caller, chat);
            case WeChatRequests.Say say -> conversations.say(caller, say);
            case WeChatRequests.Close close -> conversations.close(caller, close);
            case WeChatRequests.Rate rate -> conversations.rate(caller, rate);
            case WeChatRequests.Transfer transfer -> handovers.transfer(caller, transfer);
            case WeChatRequests.Cancel cancel -> waits.cancel(caller, cancel);
            case WeChatRequests.QueueLength asked -> waits.queueLength(caller, asked);
            case WeChatRequests.Pulse pulse -> conversations.pulse(caller, pulse);
        };
    }

    /** Whoever may not speak here at all hears it from HTTP too: this wire has no word for it. */
    private static int statusOf(Throwable failure) {
        ErrorCode code = WeChatErrors.codeOf(failure);
        return code == ErrorCode.CALLER_NOT_ALLOWED || code == ErrorCode.SIGNATURE_INVALID
                ? FORBIDDEN
                : OK;
    }

    private static Refused refuse(WeChatCall call, Throwable failure) {
        String trace = UUID.randomUUID().toString().replace("-", "").substring(0, TRACE_LENGTH);
        if (WeChatErrors.codeOf(failure) == ErrorCode.INTERNAL) {
            LOG.atError()
                    .addKeyValue("trace", trace)
                    .addKeyValue("call", call)
                    .setCause(failure)
                    .log("WeChat request failed");
        } else {
            LOG.atDebug()
                    .addKeyValue("trace", trace)
                    .addKeyValue("call", call)
                    .addKeyValue("reason", failure.getMessage())
                    .log("WeChat request refused");
        }
        return WeChatErrors.reply(failure, trace);
    }

    private void send(HttpServerRequest request, int status, WeChatReplies reply) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        ObjectNode body = codec.encode(reply);
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(body.toString().getBytes(StandardCharsets.UTF_8)))
                .onFailure(
                        failure ->
                                LOG.atDebug()
                                        .addKeyValue("reason", failure.getMessage())
                                        .log("WeChat answer not taken"));
    }
}
