package dev.deskbus.gateway.tpi.cws;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.gateway.http.Wording;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is around one visitor in tests: Ann answers, everything else is in {@link FakeVisitors}. */
final class Surroundings {
    static final TenantId TENANT = new TenantId(1);
    static final AgentId ANN = new AgentId("ANN");
    static final Client ROSE = new Client(new ClientId("rose"), TENANT, "Rose", "/rose.png");

    private Surroundings() {}

    /** Only what a visitor's socket asks of them. */
    static ConversationViews views(FakeVisitors visitors) {
        return partial(
                ConversationViews.class,
                Map.of(
                        "findSession",
                        arguments -> down(visitors, session(visitors, (SessionId) arguments[0])),
                        "findRequest",
                        arguments -> down(visitors, request(visitors, (RequestId) arguments[0]))));
    }

    static AgentDirectory directory() {
        return partial(
                AgentDirectory.class,
                Map.of(
                        "findAgent",
                        arguments ->
                                Future.succeededFuture(
                                        arguments[0].equals(ANN)
                                                ? Optional.of(ann())
                                                : Optional.empty())));
    }

    static Wording wording() {
        return new Wording() {
            @Override
            public String html(Message.Text text) {
                return text.format() == Message.Format.HTML
                        ? text.text()
                        : text.text().replace("<", "&lt;");
            }

            @Override
            public String html(Message.Media media) {
                return "[" + media.kind() + "]";
            }

            @Override
            public Optional<String> absolute(String url) {
                return url.startsWith("/")
                        ? Optional.of("http://here" + url)
                        : Optional.of(url).filter(each -> each.startsWith("http"));
            }
        };
    }

    private static Agent ann() {
        return new Agent(
                ANN,
                TENANT,
                1,
                "Ann",
                "",
                "http://i/ann",
                "备注",
                Agent.Role.AGENT,
                5,
                true,
                0,
                List.of());
    }

    private static Optional<SessionView> session(FakeVisitors visitors, SessionId id) {
        return Optional.of(
                new SessionView(
                        id,
                        TENANT,
                        visitors.client,
                        new QueueId(1),
                        SessionKind.HUMAN,
                        visitors.isOpen(id),
                        List.of(ANN),
                        null));
    }

    private static Optional<RequestView> request(FakeVisitors visitors, RequestId id) {
        return visitors.find(id)
                .map(
                        asked ->
                                new RequestView(
                                        id,
                                        visitors.client,
                                        new QueueId(1),
                                        asked.status(),
                                        asked.position(),
                                        null,
                                        null));
    }

    private static <T> Future<T> down(FakeVisitors visitors, T otherwise) {
        return visitors.isDown
                ? Future.failedFuture(
                        new dev.deskbus.domain.error.Refusal(
                                dev.deskbus.domain.error.ErrorCode.UNAVAILABLE, "down"))
                : Future.succeededFuture(otherwise);
    }

    private static <T> T partial(Class<T> port, Map<String, Function<Object[], Object>> methods) {
        return port.cast(
                Proxy.newProxyInstance(
                        port.getClassLoader(),
                        new Class<?>[] {port},
                        (_, method, arguments) -> {
                            var answer = methods.get(method.getName());
                            if (answer == null) {
                                throw new AssertionError("not for visitors: " + method.getName());
                            }
                            return answer.apply(arguments);
                        }));
    }
}
