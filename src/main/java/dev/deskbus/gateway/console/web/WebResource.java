package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.console.Origins;
import dev.deskbus.gateway.http.Throttle;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What SockJS asks for before it connects ({@code /eventbus/info}), and tickets ({@code POST
 * /eventbus/ticket} with the agent's token in a header). For pages of the allowed origins. May be
 * shared by all threads.
 */
final class WebResource {
    private static final Logger log = LoggerFactory.getLogger(WebResource.class);
    private static final String BEARER = "Bearer ";
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int FORBIDDEN = 403;
    private static final int NOT_THAT_METHOD = 405;

    private final Origins origins;
    private final WebDoor door;
    private final Tickets tickets;
    private final Throttle issued = new Throttle(60, Duration.ofMinutes(1));

    WebResource(Origins origins, WebDoor door, Tickets tickets) {
        this.origins = origins;
        this.door = door;
        this.tickets = tickets;
    }

    void mount(Router router) {
        for (String path : new String[] {WebSettings.PATH, WebSettings.PATH + "/"}) {
            router.get(path)
                    .handler(
                            context ->
                                    context.response()
                                            .putHeader("Content-Type", "text/plain; charset=UTF-8")
                                            .end("Welcome to SockJS!\n"));
        }
        serve(router, "/info", HttpMethod.GET, request -> answer(request, OK, info()));
        serve(router, "/ticket", HttpMethod.POST, this::giveTicket);
    }

    private void serve(
            Router router, String path, HttpMethod method, Consumer<HttpServerRequest> work) {
        router.route(WebSettings.PATH + path)
                .handler(
                        context -> {
                            HttpServerRequest request = context.request();
                            HttpServerResponse response = request.response();
                            if (!admit(request)) {
                                response.setStatusCode(FORBIDDEN).end();
                            } else if (request.method().equals(HttpMethod.OPTIONS)) {
                                response.putHeader("Access-Control-Allow-Methods", method.name())
                                        .putHeader("Access-Control-Allow-Headers", "Authorization")
                                        .putHeader("Access-Control-Max-Age", "600")
                                        .setStatusCode(NO_CONTENT)
                                        .end();
                            } else if (request.method().equals(method)) {
                                work.accept(request);
                            } else {
                                response.putHeader("Allow", method + ", OPTIONS")
                                        .setStatusCode(NOT_THAT_METHOD)
                                        .end();
                            }
                        });
    }

    /** No page of another origin may read the answer. */
    private boolean admit(HttpServerRequest request) {
        request.response().putHeader("Vary", "Origin");
        if (!origins.admits(request.headers(), request.authority())) {
            return false;
        }
        String origin = request.getHeader("Origin");
        if (origin != null) {
            request.response()
                    .putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Allow-Credentials", "true");
        }
        return true;
    }

    private static JsonObject info() {
        return new JsonObject()
                .put("websocket", true)
                .put("cookie_needed", false)
                .put("origins", new JsonArray().add("*:*"))
                .put("entropy", ThreadLocalRandom.current().nextLong(1L << 32));
    }

    private void giveTicket(HttpServerRequest request) {
        String header = String.valueOf(request.getHeader("Authorization"));
        String token = header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
        door.byToken(token)
                .compose(
                        known ->
                                issued.tryTake(known.agent().id().value())
                                        ? tickets.issue(known.claims())
                                        : Future.failedFuture(
                                                new Refusal(
                                                        ErrorCode.LIMIT_REACHED,
                                                        "too many tickets")))
                .onSuccess(ticket -> answer(request, OK, ticket(ticket)))
                .onFailure(failure -> refuse(request, failure));
    }

    private static JsonObject ticket(String ticket) {
        return new JsonObject()
                .put("code", 0)
                .put("msg", "ok")
                .put("ticket", ticket)
                .put("expires_in", Tickets.LIFE.toSeconds());
    }

    private static void refuse(HttpServerRequest request, Throwable failure) {
        if (!(failure instanceof Refusal)) {
            log.atError().setCause(failure).log("no ticket");
        }
        int code = WebErrors.code(failure);
        answer(
                request,
                code,
                new JsonObject().put("code", code).put("msg", WebErrors.words(failure)));
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        HttpServerResponse response = request.response();
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "application/json; charset=UTF-8")
                    .putHeader("Cache-Control", "no-store")
                    .end(body.toBuffer());
        }
    }
}
