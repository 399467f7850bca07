package dev.deskbus.config;

import dev.deskbus.domain.directory.Directory.ServedQueue;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.QueueRules.AtClosing;
import dev.deskbus.domain.queue.QueueRules.Ending;
import dev.deskbus.domain.queue.QueueRules.Favour;
import dev.deskbus.domain.queue.QueueRules.Mode;
import dev.deskbus.domain.queue.QueueRules.Policy;
import dev.deskbus.domain.queue.QueueRules.WhenNoAgent;
import dev.deskbus.domain.queue.WorkHours;
import dev.deskbus.domain.session.IdleRule;
import dev.deskbus.domain.session.SessionKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The queues of the directory file, each with its rules, its hours and its agents. */
final class QueueReader {
    private static final Duration OFFER_TIME = Duration.ofSeconds(30);
    private static final Duration STICKY_TIME = Duration.ofSeconds(30);

    /** A sign of life is written down once a minute. */
    private static final Duration SHORTEST_ABSENCE = Duration.ofMinutes(2);

    private static final int LAST_AGENT_DAYS = 7;
    private static final int MOST_DAYS = 3650;
    private static final int MOST_DIGITS = 15;
    private static final long LARGEST = 999_999_999_999_999L;

    private final Names names;

    QueueReader(Names names) {
        this.names = names;
    }

    List<ServedQueue> read(Map<String, YamlSection> sections) {
        List<ServedQueue> found = new ArrayList<>();
        sections.values().forEach(section -> queue(section).ifPresent(found::add));
        found.forEach(queue -> checkTransfer(queue.rules(), sections, found));
        return found;
    }

    /** Only now: the other queue may stand further down in the file. */
    private static void checkTransfer(
            QueueRules rules, Map<String, YamlSection> sections, List<ServedQueue> all) {
        QueueId to = rules.transferTo();
        YamlSection section = sections.get(Long.toString(rules.id().value()));
        if (to == null || section == null) {
            return;
        }
        if (!sections.containsKey(Long.toString(to.value()))) {
            section.fault("transfer-to", "no such queue: " + to.value());
        }
        all.stream()
                .map(ServedQueue::rules)
                .filter(other -> other.id().equals(to))
                .filter(other -> !takesOver(rules, other))
                .forEach(
                        _ ->
                                section.fault(
                                        "transfer-to",
                                        "must be a queue of people, of the same tenant"));
    }

    private static boolean takesOver(QueueRules robots, QueueRules people) {
        return people.kind() == SessionKind.HUMAN && people.tenant().equals(robots.tenant());
    }

    private Optional<ServedQueue> queue(YamlSection s) {
        if (!s.name().matches("[1-9][0-9]{0," + (MOST_DIGITS - 1) + "}")) {
            s.fault("the name of a queue is its number");
        }
        Optional<TenantId> tenant = names.tenant(s);
        String name = s.text("name");
        SessionKind kind = s.choice("kind", SessionKind.class, SessionKind.HUMAN);
        Mode mode = s.choice("mode", Mode.class, Mode.AUTOMATIC);
        Policy policy = s.choice("policy", Policy.class, Policy.LONGEST_IDLE);
        WhenNoAgent whenNoAgent = s.choice("when-no-agent", WhenNoAgent.class, WhenNoAgent.WAIT);
        Duration waitingLimit = s.duration("waiting-limit", Duration.ZERO);
        Duration offerTime = offerTime(s);
        WorkHours hours = HoursReader.read(s);
        IdleRule idle = idle(s);
        Favour favour = favour(s);
        Ending ending = ending(s);
        Optional<QueueId> transferTo = transferTo(s, kind);
        List<AgentId> members = members(s, kind);
        s.close();
        if (!s.isSound() || tenant.isEmpty()) {
            return Optional.empty();
        }
        var rules =
                new QueueRules(
                        new QueueId(Long.parseLong(s.name())),
                        tenant.get(),
                        name,
                        kind,
                        mode,
                        policy,
                        whenNoAgent,
                        waitingLimit,
                        offerTime,
                        hours,
                        idle,
                        favour,
                        ending,
                        transferTo.orElse(null));
        return Optional.of(new ServedQueue(rules, members));
    }

    private static Duration offerTime(YamlSection s) {
        Duration offerTime = s.duration("offer-time", OFFER_TIME);
        if (offerTime.isZero()) {
            s.fault("offer-time", "must not be never");
        }
        return offerTime;
    }

    private static Ending ending(YamlSection s) {
        Duration abandonAfter = s.duration("abandon-after", Duration.ZERO);
        if (abandonAfter.isPositive() && abandonAfter.compareTo(SHORTEST_ABSENCE) < 0) {
            s.fault("abandon-after", "must be at least 2 min, or never");
        }
        return new Ending(
                abandonAfter,
                s.duration("deserted-after", Duration.ZERO),
                s.choice("at-closing", AtClosing.class, AtClosing.DRAIN));
    }

    private static Favour favour(YamlSection s) {
        return new Favour(
                s.duration("sticky-time", STICKY_TIME),
                (int) s.number("last-agent-days", 0, MOST_DAYS, LAST_AGENT_DAYS),
                s.duration("last-agent-wait", Duration.ZERO));
    }

    private static Optional<QueueId> transferTo(YamlSection s, SessionKind kind) {
        if (!s.has("transfer-to")) {
            return Optional.empty();
        }
        if (kind != SessionKind.ROBOT) {
            s.fault("transfer-to", "only robots hand over");
        }
        return Optional.of(new QueueId(s.number("transfer-to", 1, LARGEST)));
    }

    /** Robots serve robot queues, and nobody else does. */
    private List<AgentId> members(YamlSection s, SessionKind kind) {
        List<AgentId> members =
                s.texts("agents").stream()
                        .map(name -> names.colleague(s, "agents", name))
                        .flatMap(Optional::stream)
                        .toList();
        members.stream()
                .filter(agent -> names.isRobot(agent) != (kind == SessionKind.ROBOT))
                .forEach(
                        agent ->
                                s.fault(
                                        "agents",
                                        agent
                                                + (names.isRobot(agent)
                                                        ? " is a robot"
                                                        : " is no robot")));
        return members;
    }

    private static IdleRule idle(YamlSection s) {
        if (!s.has("idle")) {
            return IdleRule.NEVER;
        }
        YamlSection idle = s.section("idle");
        Duration warn = idle.duration("warn-after", Duration.ZERO);
        Duration close = idle.duration("close-after", Duration.ZERO);
        idle.close();
        if (!close.isZero() && warn.compareTo(close) >= 0) {
            idle.fault("close-after", "must be longer than warn-after");
        }
        return new IdleRule(warn, close);
    }
}
