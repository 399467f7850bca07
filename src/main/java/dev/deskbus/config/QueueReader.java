package dev.deskbus.config;

import dev.deskbus.domain.directory.Directory.ServedQueue;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.QueueRules.Kind;
import dev.deskbus.domain.queue.QueueRules.Mode;
import dev.deskbus.domain.queue.QueueRules.Policy;
import dev.deskbus.domain.queue.QueueRules.WhenNoAgent;
import dev.deskbus.domain.queue.WorkHours;
import dev.deskbus.domain.session.IdleRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The queues of the directory file, each with its rules, its hours and its agents. */
final class QueueReader {
    private static final Duration OFFER_TIME = Duration.ofSeconds(30);
    private static final int MOST_DIGITS = 15;

    private final Names names;

    QueueReader(Names names) {
        this.names = names;
    }

    List<ServedQueue> read(Map<String, YamlSection> sections) {
        List<ServedQueue> found = new ArrayList<>();
        sections.values().forEach(section -> queue(section).ifPresent(found::add));
        return found;
    }

    private Optional<ServedQueue> queue(YamlSection s) {
        if (!s.name().matches("[1-9][0-9]{0," + (MOST_DIGITS - 1) + "}")) {
            s.fault("the name of a queue is its number");
        }
        Optional<TenantId> tenant = names.tenant(s);
        String name = s.text("name");
        Kind kind = s.choice("kind", Kind.class, Kind.HUMAN);
        Mode mode = s.choice("mode", Mode.class, Mode.AUTOMATIC);
        Policy policy = s.choice("policy", Policy.class, Policy.LONGEST_IDLE);
        WhenNoAgent whenNoAgent = s.choice("when-no-agent", WhenNoAgent.class, WhenNoAgent.WAIT);
        Duration waitingLimit = s.duration("waiting-limit", Duration.ZERO);
        Duration offerTime = s.duration("offer-time", OFFER_TIME);
        if (offerTime.isZero()) {
            s.fault("offer-time", "must not be never");
        }
        WorkHours hours = HoursReader.read(s);
        IdleRule idle = idle(s);
        List<AgentId> members = members(s);
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
                        idle);
        return Optional.of(new ServedQueue(rules, members));
    }

    private List<AgentId> members(YamlSection s) {
        return s.texts("agents").stream()
                .map(name -> names.colleague(s, "agents", name))
                .flatMap(Optional::stream)
                .toList();
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
