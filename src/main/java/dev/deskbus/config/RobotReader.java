package dev.deskbus.config;

import dev.deskbus.domain.directory.Directory.Faq;
import dev.deskbus.domain.directory.Directory.Knowledge;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.robot.FaqEntry;
import dev.deskbus.domain.robot.RobotProfile;
import dev.deskbus.domain.robot.RobotProfile.Http;
import dev.deskbus.domain.robot.RobotProfile.Mind;
import dev.deskbus.domain.session.Message;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The robots of the directory file, and the questions that they know. */
final class RobotReader {
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
    private static final String SECTION = "robot";
    private static final int PERCENT = 100;

    private final Names names;
    private final List<RobotProfile> profiles = new ArrayList<>();

    RobotReader(Names names) {
        this.names = names;
    }

    /** Where a robot's answers come from; the key {@code kind}. */
    private enum Kind {
        FAQ,
        HTTP
    }

    /** An agent's section {@code robot}, if it is a robot and has one. */
    Optional<YamlSection> findProfile(YamlSection agent, boolean isRobot) {
        return isRobot && agent.has(SECTION)
                ? Optional.of(agent.section(SECTION))
                : Optional.empty();
    }

    /** Reads the profile of an agent that {@link Names} has been told of. */
    void add(YamlSection agent, YamlSection profile) {
        Kind kind = profile.choice("kind", Kind.class, Kind.FAQ);
        String fallback = profile.text("fallback", RobotProfile.USUAL_FALLBACK);
        if (fallback.isBlank()) {
            profile.fault("fallback", "must not be empty");
        }
        Mind mind =
                switch (kind) {
                    case FAQ -> faq(profile);
                    case HTTP -> http(profile);
                };
        profile.close();
        if (agent.isSound()) {
            profiles.add(new RobotProfile(new AgentId(agent.name()), fallback, mind));
        }
    }

    private static Mind faq(YamlSection s) {
        long usual = Math.round(RobotProfile.Faq.USUAL.threshold() * PERCENT);
        long percent = s.number("threshold", 0, PERCENT, usual);
        return new RobotProfile.Faq((double) percent / PERCENT);
    }

    private static Mind http(YamlSection s) {
        Duration timeout = s.duration("timeout", Http.USUAL_TIMEOUT);
        if (timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            s.fault("timeout", "must be at most 1 min");
        }
        RobotProfile.Key key = new RobotProfile.Key(s.text("key", ""));
        if (!key.value().matches("[!-~]*")) {
            s.fault("key", "must be of visible ASCII characters");
        }
        return new Http(url(s), s.text("model"), key, s.text("prompt", ""), timeout);
    }

    private static String url(YamlSection s) {
        String text = s.text("url");
        try {
            URI uri = URI.create(text);
            if (List.of("http", "https").contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && !text.endsWith("/")) {
                return text;
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        if (!text.isBlank()) {
            s.fault("url", "must be an http or https URL without a slash at its end");
        }
        return text;
    }

    /** The profiles added so far, and the questions under {@code faq}. */
    Knowledge read(YamlSection root) {
        List<Faq> entries = new ArrayList<>();
        if (root.has("faq")) {
            root.sections("faq").values().forEach(s -> entry(s).ifPresent(entries::add));
        }
        return new Knowledge(profiles, entries);
    }

    private Optional<Faq> entry(YamlSection s) {
        Optional<TenantId> tenant = names.tenant(s);
        Optional<AgentId> robot =
                s.has(SECTION) ? names.robot(s, SECTION, s.text(SECTION)) : Optional.empty();
        String question = s.text("question");
        List<String> alternatives = s.texts("also");
        String answer = s.text("answer");
        Message.Format format = s.choice("format", Message.Format.class, Message.Format.PLAIN);
        boolean enabled = s.flag("enabled", true);
        s.close();
        if (!s.isSound() || tenant.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Faq(
                        new FaqEntry(
                                s.name(),
                                tenant.get(),
                                robot.orElse(null),
                                question,
                                alternatives,
                                new Message.Text(answer, format)),
                        enabled));
    }
}
