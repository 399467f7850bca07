package dev.deskbus.gateway.console.kf;

import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.ConsoleEvent.Relayed;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import dev.deskbus.gateway.http.RequestBody;
import dev.deskbus.port.AccessControl;
import dev.deskbus.port.PresenceStore.Colleague;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What other servers ask and send over HTTP (document sections 17 and 18), with the key of their
 * tenant in {@code X-Api-Key} (decision KF-32). May be shared by all threads.
 */
public final class KfHttp {
    private static final Logger log = LoggerFactory.getLogger(KfHttp.class);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_POST = 405;
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int LONGEST_ID = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final KfPorts ports;
    private final AccessControl access;
    private final JsonBody json = new JsonBody();
    private final Map<String, BiFunction<TenantId, Fields, Future<JsonObject>>> methods;

    /** Answers whoever has a key. */
    public KfHttp(Vertx vertx, KfPorts ports, AccessControl access) {
        this.vertx = vertx;
        this.ports = ports;
        this.access = access;
        this.methods =
                Map.of(
                        "/api/chat/send_to_group", this::sendToGroup,
                        "/api/chat/send_to_customer", this::sendToCustomer,
                        "/api/customer/list", this::list,
                        "/api/customer/info", this::info,
                        "/api/customer/is_online", this::isOnline);
    }

    /** Adds the routes; no handler before them may have read the body. */
    public void mount(Router router) {
        methods.forEach(
                (path, method) ->
                        router.route(path).handler(context -> serve(context.request(), method)));
    }

    private void serve(
            HttpServerRequest request, BiFunction<TenantId, Fields, Future<JsonObject>> method) {
        if (!request.method().equals(HttpMethod.POST)) {
            request.response().putHeader("Allow", "POST");
            answer(request, NOT_POST, failed(KfErrors.BAD_PARAMETER, "only POST"));
            return;
        }
        String key = Objects.requireNonNullElse(request.getHeader("X-Api-Key"), "");
        request.pause();
        access.findTenant(key)
                .compose(
                        tenant ->
                                tenant.isPresent()
                                        ? serve(request, tenant.get(), method)
                                        : Future.succeededFuture())
                .otherwise(KfHttp::refused)
                .onSuccess(
                        reply -> {
                            if (reply == null) {
                                answer(
                                        request,
                                        UNAUTHORIZED,
                                        failed(KfErrors.NOT_ALLOWED, "X-Api-Key is wrong"));
                            } else {
                                answer(request, OK, reply);
                            }
                        });
    }

    private Future<JsonObject> serve(
            HttpServerRequest request,
            TenantId tenant,
            BiFunction<TenantId, Fields, Future<JsonObject>> method) {
        Future<Buffer> body = RequestBody.read(vertx, request, LONGEST_BODY, PATIENCE);
        request.resume();
        return body.compose(read -> method.apply(tenant, json.parse(read)));
    }

    /** Section 17.1. */
    private Future<JsonObject> sendToGroup(TenantId tenant, Fields fields) {
        requireOwn(tenant, fields);
        Set<String> except = Set.copyOf(fields.textsOrNone("exclude_client_id", LONGEST_ID));
        String data = data(fields);
        return ports.presence()
                .findPresent(tenant)
                .map(
                        present -> {
                            bus().publish(Topic.tenant(tenant), new Relayed(data, except));
                            return sent(present.size());
                        });
    }

    /** Section 17.2: to the agent, whatever it is (decision KF-34). */
    private Future<JsonObject> sendToCustomer(TenantId tenant, Fields fields) {
        String data = data(fields);
        return findAgent(tenant, fields)
                .compose(
                        agent ->
                                findStatus(agent)
                                        .map(
                                                status -> {
                                                    bus().publish(
                                                                    Topic.agent(agent.id()),
                                                                    new Relayed(data, Set.of()));
                                                    return sent(status > 0 ? 1 : 0);
                                                }));
    }

    /** Section 18.1. */
    private Future<JsonObject> list(TenantId tenant, Fields fields) {
        requireOwn(tenant, fields);
        return ports.presence()
                .findPresent(tenant)
                .map(
                        present -> {
                            JsonArray data = new JsonArray();
                            present.forEach(each -> data.add(line(each)));
                            return ok().put("data", data);
                        });
    }

    private static JsonObject line(Colleague each) {
        return new JsonObject()
                .put("customer_id", each.agent().number())
                .put("customer_name", each.agent().name())
                .put("status", each.status().number());
    }

    /** Section 18.2: here the tenant's number is a string (decision KF-35). */
    private Future<JsonObject> info(TenantId tenant, Fields fields) {
        return findAgent(tenant, fields).compose(this::info);
    }

    private Future<JsonObject> info(Agent agent) {
        return findStatus(agent)
                .compose(
                        status ->
                                ports.views()
                                        .findTalks(agent.id())
                                        .map(
                                                talks -> {
                                                    List<String> users =
                                                            talks.stream()
                                                                    .map(
                                                                            talk ->
                                                                                    talk.client()
                                                                                            .id()
                                                                                            .value())
                                                                    .toList();
                                                    return ok().put(
                                                                    "data",
                                                                    info(agent, status, users));
                                                }));
    }

    private static JsonObject info(Agent agent, int status, List<String> users) {
        return new JsonObject()
                .put("bid", String.valueOf(agent.tenant().value()))
                .put("customer_name", agent.name())
                .put("customer_id", agent.number())
                .put("status", status)
                .put("connecting_user", new JsonArray(users));
    }

    /** Section 18.3: who shows itself offline is not online (decision KF-36). */
    private Future<JsonObject> isOnline(TenantId tenant, Fields fields) {
        return findAgent(tenant, fields)
                .compose(this::findStatus)
                .map(
                        status ->
                                ok().put(
                                                "data",
                                                new JsonObject()
                                                        .put("is_online", status > 0 ? 1 : 0)));
    }

    private Future<Integer> findStatus(Agent agent) {
        return ports.presence()
                .findPresent(agent.tenant())
                .map(
                        present ->
                                present.stream()
                                        .filter(each -> each.agent().id().equals(agent.id()))
                                        .map(each -> each.status().number())
                                        .findFirst()
                                        .orElse(0));
    }

    private Future<Agent> findAgent(TenantId tenant, Fields fields) {
        return KfActs.getAgent(ports.directory(), tenant, fields.requireLong("customer_id"));
    }

    private static void requireOwn(TenantId tenant, Fields fields) {
        if (fields.requireLong("bid") != tenant.value()) {
            throw new Refusal(ErrorCode.CALLER_NOT_ALLOWED, "not your bid");
        }
    }

    private static String data(Fields fields) {
        return fields.requireObject("data").copy().toString();
    }

    private Bus bus() {
        return ports.bus();
    }

    /** Additive: to how many agents who are there. */
    private static JsonObject sent(int agents) {
        return ok().put("sent", agents);
    }

    private static JsonObject ok() {
        return new JsonObject().put("code", KfErrors.OK).put("msg", "ok");
    }

    private static JsonObject failed(int code, String words) {
        return new JsonObject().put("code", code).put("msg", words);
    }

    private static JsonObject refused(Throwable failure) {
        if (!(failure instanceof Refusal)) {
            log.atError().setCause(failure).log("request of another server failed");
        }
        return failed(KfErrors.code(failure), KfErrors.words(failure));
    }

    private static void answer(HttpServerRequest request, int status, JsonObject reply) {
        if (!request.isEnded()) {
            request.resume(); // what nobody read is let go
        }
        HttpServerResponse response = request.response();
        if (!response.ended() && !response.closed()) {
            Buffer body = reply.toBuffer();
            response.setStatusCode(status)
                    .putHeader("Content-Type", "application/json; charset=utf-8")
                    .putHeader("Cache-Control", "no-store")
                    .end(body);
        }
    }
}
