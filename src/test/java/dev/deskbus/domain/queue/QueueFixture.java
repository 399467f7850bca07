package dev.deskbus.domain.queue;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueCommand.Enqueue;
import dev.deskbus.domain.queue.QueueEvent.AgentsSeen;
import dev.deskbus.domain.queue.QueueEvent.RequestEnqueued;
import dev.deskbus.domain.queue.QueueRules.Favour;
import dev.deskbus.domain.queue.QueueRules.Mode;
import dev.deskbus.domain.queue.QueueRules.Policy;
import dev.deskbus.domain.queue.QueueRules.WhenNoAgent;
import dev.deskbus.domain.queue.QueueState.Directed;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.session.IdleRule;
import dev.deskbus.domain.session.SessionKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Queues for tests: automatic, longest idle, five minutes of waiting, half a minute to think. */
public final class QueueFixture {
    public static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    public static final AgentId ANN = new AgentId("ANN");
    public static final AgentId BOB = new AgentId("BOB");
    public static final AgentId CYD = new AgentId("CYD");
    public static final Duration LIMIT = Duration.ofMinutes(5);
    public static final Duration THINKING = Duration.ofSeconds(30);
    public static final Favour FAVOUR = new Favour(Duration.ofSeconds(30), 7, Duration.ZERO);
    public static final QueueRules RULES =
            rules(SessionKind.HUMAN, Mode.AUTOMATIC, Policy.LONGEST_IDLE, WhenNoAgent.WAIT);

    private QueueFixture() {}

    public static QueueRules rules(
            SessionKind kind, Mode mode, Policy policy, WhenNoAgent whenNoAgent) {
        return new QueueRules(
                new QueueId(1),
                new TenantId(1),
                "sales",
                kind,
                mode,
                policy,
                whenNoAgent,
                LIMIT,
                THINKING,
                WorkHours.always(ZoneOffset.UTC),
                IdleRule.NEVER,
                FAVOUR,
                QueueRules.Ending.NEVER,
                null);
    }

    /** People who wait so long for whom they know. */
    public static QueueRules waitingForTheLast(Duration wait) {
        return new QueueRules(
                RULES.id(),
                RULES.tenant(),
                RULES.name(),
                RULES.kind(),
                RULES.mode(),
                RULES.policy(),
                RULES.whenNoAgent(),
                LIMIT,
                THINKING,
                RULES.hours(),
                IdleRule.NEVER,
                new Favour(FAVOUR.stickyTime(), 7, wait),
                QueueRules.Ending.NEVER,
                null);
    }

    /** The same, but closed for ever. */
    public static QueueRules closed() {
        return new QueueRules(
                RULES.id(),
                RULES.tenant(),
                RULES.name(),
                RULES.kind(),
                RULES.mode(),
                RULES.policy(),
                RULES.whenNoAgent(),
                LIMIT,
                THINKING,
                new WorkHours(ZoneId.of("Z"), List.of()),
                IdleRule.NEVER,
                FAVOUR,
                QueueRules.Ending.NEVER,
                null);
    }

    /** The same, but the wait ends when nobody is there for so long. */
    public static QueueRules deserted(Duration since) {
        return new QueueRules(
                RULES.id(),
                RULES.tenant(),
                RULES.name(),
                RULES.kind(),
                RULES.mode(),
                RULES.policy(),
                RULES.whenNoAgent(),
                LIMIT,
                THINKING,
                RULES.hours(),
                IdleRule.NEVER,
                FAVOUR,
                new QueueRules.Ending(Duration.ZERO, since, QueueRules.AtClosing.DRAIN, false),
                null);
    }

    public static QueueState empty(QueueRules rules, AgentView... agents) {
        return ChatQueue.evolve(
                new QueueState(rules, List.of(), 0, Map.of(), null),
                new AgentsSeen(List.of(agents)));
    }

    /** Clients c1, c2, … wait with the requests 1, 2, … */
    public static QueueState waiting(int count, QueueRules rules, AgentView... agents) {
        QueueState state = empty(rules, agents);
        for (int n = 1; n <= count; n++) {
            state = ChatQueue.evolve(state, new RequestEnqueued(waiting(n)));
        }
        return state;
    }

    public static Waiting waiting(int n) {
        return new Waiting(
                request(n),
                origin("c" + n, null),
                0,
                n,
                NOON,
                NOON.plus(LIMIT),
                null,
                Set.of(),
                Set.of(),
                null,
                Set.of());
    }

    /** Client c1 waits with request 1, directed so. */
    public static QueueState directed(Directed directed, QueueRules rules, AgentView... agents) {
        return ChatQueue.evolve(empty(rules, agents), new RequestEnqueued(waiting(1, directed)));
    }

    public static Waiting waiting(int n, Directed directed) {
        Waiting plain = waiting(n);
        return new Waiting(
                plain.id(),
                plain.origin(),
                plain.priority(),
                plain.order(),
                plain.since(),
                plain.expiresAt(),
                null,
                Set.of(),
                Set.of(),
                directed,
                Set.of());
    }

    public static RequestId request(long n) {
        return new RequestId(n);
    }

    public static RequestOrigin origin(String client, CallbackTarget target) {
        return new RequestOrigin(new ClientId(client), null, null, null, null, target, null, null);
    }

    /** Somebody who asks for that agent. */
    public static Enqueue asking(String client, AgentId wanted) {
        return new Enqueue(
                new CommandId("cmd-" + client),
                new RequestOrigin(new ClientId(client), null, null, null, null, null, null, wanted),
                0);
    }

    /** Somebody who asks for a person instead of the robot. */
    public static Enqueue handingOver(String client, long session) {
        return new Enqueue(
                new CommandId("cmd-" + client),
                new RequestOrigin(
                        new ClientId(client),
                        null,
                        null,
                        null,
                        null,
                        null,
                        new SessionId(session),
                        null),
                0);
    }

    public static Enqueue enqueue(String client, int priority) {
        return new Enqueue(new CommandId("cmd-" + client), origin(client, null), priority);
    }

    /** Present, online, gives and takes at once, idle since that many seconds before noon. */
    public static AgentView auto(AgentId id, int load, int capacity, int idle) {
        return view(id, AgentStatus.ONLINE, true, load, capacity, idle);
    }

    /** The same, but wants to be asked. */
    public static AgentView asked(AgentId id, int load, int capacity, int idle) {
        return view(id, AgentStatus.ONLINE, false, load, capacity, idle);
    }

    public static AgentView away(AgentId id, int capacity) {
        return view(id, AgentStatus.AWAY, true, 0, capacity, 0);
    }

    public static AgentView gone(AgentId id, int capacity) {
        return new AgentView(id, false, false, AgentStatus.OFFLINE, true, 0, capacity, NOON);
    }

    public static AgentView view(
            AgentId id, AgentStatus status, boolean autoAccept, int load, int capacity, int idle) {
        return new AgentView(
                id, true, true, status, autoAccept, load, capacity, NOON.minusSeconds(idle));
    }

    public static Step step(long id, long secondsAfterNoon) {
        return new Step(NOON.plusSeconds(secondsAfterNoon), id);
    }
}
