package dev.deskbus.gateway.http;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.Passwords;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/login}: an agent's login and password for a token. Who guesses learns nothing:
 * an unknown login and a wrong password have the same answer and cost. May be shared by all
 * threads.
 */
public final class LoginResource {
    private static final Logger log = LoggerFactory.getLogger(LoginResource.class);

    /** Where it is. */
    public static final String PATH = "/api/login";

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int LONGEST_BODY = 8 * 1024;
    private static final int LONGEST_LOGIN = 64;
    private static final int LONGEST_PASSWORD = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final AgentDirectory directory;
    private final Passwords passwords;
    private final AgentTokens tokens;
    private final CallerAddress callers;
    private final LoginGate gate;
    private final JsonBody json = new JsonBody();

    /** Gives out tokens to whom the directory and the passwords let in. */
    public LoginResource(
            Vertx vertx,
            AgentDirectory directory,
            Passwords passwords,
            AgentTokens tokens,
            CallerAddress callers,
            LoginLimits limits) {
        this.vertx = vertx;
        this.directory = directory;
        this.passwords = passwords;
        this.tokens = tokens;
        this.callers = callers;
        this.gate = new LoginGate(limits);
    }

    /** Adds the route; no handler before it may have read the body. */
    public void mount(Router router) {
        router.route(PATH).handler(context -> serve(context.request()));
    }

    private void serve(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.POST)) {
            request.response().putHeader("Allow", "POST");
            answer(request, Answer.NOT_POST);
            return;
        }
        String address = callers.of(request).getHostAddress();
        RequestBody.read(vertx, request, LONGEST_BODY, PATIENCE)
                .compose(body -> logIn(read(body), address))
                .recover(failure -> Future.succeededFuture(refused(failure)))
                .onSuccess(answer -> answer(request, answer));
    }

    private Attempt read(Buffer body) {
        Fields fields = json.parse(body);
        return new Attempt(
                fields.requireId("login", LONGEST_LOGIN),
                fields.textOrEmpty("password", LONGEST_PASSWORD));
    }

    private Future<Answer> logIn(Attempt attempt, String address) {
        if (attempt.login().isEmpty() || attempt.password().isEmpty()) {
            throw new Refusal(ErrorCode.PARAMETER_INVALID, "login and password must not be empty");
        }
        if (!gate.admits(attempt.login(), address)) {
            return Future.succeededFuture(Answer.TOO_MANY);
        }
        return check(attempt)
                .onComplete(
                        answer -> {
                            if (!Answer.WRONG.equals(answer.result())) {
                                gate.forgive(attempt.login(), address);
                            }
                        });
    }

    private Future<Answer> check(Attempt attempt) {
        return findHash(attempt)
                .compose(hash -> passwords.verify(attempt.password(), hash.orElse(null)))
                .compose(fits -> fits ? admit(attempt) : Future.succeededFuture(Answer.WRONG));
    }

    private Future<Optional<String>> findHash(Attempt attempt) {
        return attempt.canBeAgent()
                ? directory.findPasswordHash(new AgentId(attempt.login()))
                : Future.succeededFuture(Optional.empty());
    }

    private Future<Answer> admit(Attempt attempt) {
        return directory
                .findAgent(new AgentId(attempt.login()))
                .compose(
                        found ->
                                found.map(this::admit)
                                        .orElseGet(() -> Future.succeededFuture(Answer.WRONG)));
    }

    private Future<Answer> admit(Agent agent) {
        if (!agent.enabled()) {
            log.atInfo().addKeyValue("agent", agent.id()).log("disabled agent refused");
            return Future.succeededFuture(Answer.DISABLED);
        }
        return tokens.issueFor(agent.id(), agent.tenant())
                .map(token -> new Answer(OK, "ok", token));
    }

    private static Answer refused(Throwable failure) {
        if (!(failure instanceof Refusal refusal)) {
            log.atError().setCause(failure).log("login failed");
            return Answer.BROKEN;
        }
        boolean isTheirs =
                refusal.code() == ErrorCode.BODY_UNREADABLE
                        || refusal.code() == ErrorCode.PARAMETER_INVALID;
        return isTheirs
                ? new Answer(BAD_REQUEST, String.valueOf(refusal.getMessage()), null)
                : Answer.BROKEN;
    }

    private void answer(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (answer.status() == TOO_MANY_REQUESTS) {
            response.putHeader("Retry-After", String.valueOf(gate.retryAfter()));
        }
        response.setStatusCode(answer.status())
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(answer.encode());
    }

    /** What somebody claims. */
    private record Attempt(String login, String password) {
        private static final Pattern AGENT = Pattern.compile("[A-Za-z0-9_-]{1,64}");

        boolean canBeAgent() {
            return AGENT.matcher(login).matches();
        }

        @Override
        public String toString() {
            return "Attempt[]";
        }
    }

    /** What it is told. */
    private record Answer(int status, String words, @Nullable String token) {
        static final Answer WRONG = new Answer(401, "wrong login or password", null);
        static final Answer DISABLED = new Answer(403, "this agent is disabled", null);
        static final Answer NOT_POST = new Answer(405, "only POST", null);
        static final Answer TOO_MANY = new Answer(TOO_MANY_REQUESTS, "too many attempts", null);
        static final Answer BROKEN = new Answer(500, "internal error", null);

        Buffer encode() {
            JsonObject body =
                    new JsonObject().put("code", status == OK ? 0 : status).put("msg", words);
            return (token == null ? body : body.put("token", token)).toBuffer();
        }

        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }
}
