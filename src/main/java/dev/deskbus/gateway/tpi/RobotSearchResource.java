package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.client.Signing.Rule;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.CallerAddress;
import dev.deskbus.gateway.http.Cidrs;
import dev.deskbus.gateway.http.Md5Sign;
import dev.deskbus.gateway.http.Proof;
import dev.deskbus.gateway.http.RequestBody;
import dev.deskbus.gateway.http.Signatures;
import dev.deskbus.gateway.http.Throttle;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.FaqSearch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /webchat/robotSearch}: a form with {@code epid}, {@code action=search}, {@code
 * question} and {@code sign} for the frequent questions that have its words (the vendor's guide;
 * sign rule b of decision G-10). Answers 200 with a {@code result}, always (R5). May be shared by
 * all threads.
 */
public final class RobotSearchResource {
    private static final Logger LOG = LoggerFactory.getLogger(RobotSearchResource.class);
    private static final List<String> PATHS =
            List.of("/webchat/robotSearch", "/EliteWebChat/robotSearch");
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int MOST_HITS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final AgentDirectory directory;
    private final FaqSearch search;
    private final Bound bound;
    private final Throttle searches;
    private final Signatures signatures = new Signatures(InstantSource.system());

    /**
     * How often somebody may search.
     *
     * @param perMinute from one address; trusted callers of an integration have no such limit
     */
    public record Bound(CallerAddress addresses, int perMinute) {}

    /** Searches what the integration's tenant knows. */
    public RobotSearchResource(
            Vertx vertx, AgentDirectory directory, FaqSearch search, Bound bound) {
        this.vertx = vertx;
        this.directory = directory;
        this.search = search;
        this.bound = bound;
        this.searches = new Throttle(bound.perMinute(), Duration.ofMinutes(1));
    }

    /** Adds the routes; no handler before them may have read the body. */
    public void mount(Router router) {
        PATHS.forEach(path -> router.route(path).handler(context -> receive(context.request())));
    }

    private void receive(HttpServerRequest request) {
        Language language = Language.of(request.getHeader("Accept-Language"));
        if (!request.method().equals(HttpMethod.POST)) {
            request.response().setStatusCode(METHOD_NOT_ALLOWED).putHeader("Allow", "POST");
            send(request, notPost(language));
            return;
        }
        RequestBody.read(vertx, request, LONGEST_BODY, PATIENCE)
                .compose(body -> serve(request, body))
                .otherwise(failure -> refuse(failure, language))
                .onSuccess(reply -> send(request, reply));
    }

    private Future<JsonObject> serve(HttpServerRequest request, Buffer body) {
        RobotSearchForm form = RobotSearchForm.parse(body);
        String epid = form.text("epid");
        return directory
                .findIntegration(epid)
                .compose(
                        named ->
                                named.map(Future::succeededFuture)
                                        .orElseGet(directory::getDefaultIntegration)
                                        .compose(
                                                integration -> {
                                                    admit(integration, request);
                                                    judge(integration, form, request, body);
                                                    requireKnown(epid, named);
                                                    return find(integration, form);
                                                }));
    }

    /** Refuses who searches too often, before anything is computed for them. */
    private void admit(Integration integration, HttpServerRequest request) {
        InetAddress address = bound.addresses().of(request);
        if (!Cidrs.of(integration.trustedCallers()).contains(address)
                && !searches.tryTake(address.getHostAddress())) {
            throw new Refusal(ErrorCode.OVERLOADED, "too many searches from one address");
        }
    }

    /** Refuses a wrong signature, and none where one is required. */
    private void judge(
            Integration integration, RobotSearchForm form, HttpServerRequest request, Buffer body) {
        Signing signing = integration.signing();
        String sign = form.text("sign");
        String key = signing.key();
        if (signing.rule() == Rule.OFF) {
            return;
        }
        if (key != null && !sign.isEmpty()) {
            if (!Md5Sign.isRight(sign, Md5Sign.ofForm(form.pairs(), key))) {
                throw new Refusal(ErrorCode.SIGNATURE_INVALID, "the sign is wrong");
            }
            return;
        }
        signatures.judge(signing, new Proof(null, Proof.of(request).hmac()), body);
    }

    private static void requireKnown(String epid, Optional<Integration> named) {
        if (named.isEmpty() && !epid.isEmpty()) {
            throw new Refusal(ErrorCode.PARAMETER_INVALID, "epid is not known");
        }
    }

    private Future<JsonObject> find(Integration integration, RobotSearchForm form) {
        if (!form.require("action").equals("search")) {
            throw new Refusal(ErrorCode.PARAMETER_INVALID, "action must be search");
        }
        String question = form.require("question");
        return search.search(integration.tenant(), question, MOST_HITS)
                .map(hits -> RobotSearchCodec.found(question, hits));
    }

    private static JsonObject refuse(Throwable failure, Language language) {
        String trace = UUID.randomUUID().toString();
        ErrorCode code = TpiErrors.codeOf(failure);
        if (TpiErrors.resultOf(code) == TpiResult.INTERNAL_ERROR) {
            LOG.atWarn()
                    .addKeyValue("trace", trace)
                    .addKeyValue("code", code)
                    .setCause(code == ErrorCode.INTERNAL ? failure : null)
                    .log("robot search not served");
        }
        return RobotSearchCodec.refused(TpiErrors.reply(failure, language, trace));
    }

    private static JsonObject notPost(Language language) {
        return RobotSearchCodec.refused(
                new TpiReplies.Refused(
                        TpiResult.REQUEST_ERROR,
                        language.pick("只接受 POST 请求", "only POST is served")));
    }

    private static void send(HttpServerRequest request, JsonObject reply) {
        HttpServerResponse response = request.response();
        if (!response.closed()) {
            response.putHeader("Content-Type", "application/json; charset=utf-8")
                    .putHeader("Cache-Control", "no-store")
                    .end(reply.toBuffer())
                    .onFailure(
                            failure ->
                                    LOG.atDebug()
                                            .addKeyValue("reason", failure.getMessage())
                                            .log("answer not taken"));
        }
    }
}
