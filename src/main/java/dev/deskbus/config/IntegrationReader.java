package dev.deskbus.config;

import dev.deskbus.domain.client.AccountRules;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.client.Dialect.HistoryMessageType;
import dev.deskbus.domain.client.Dialect.HistoryUserType;
import dev.deskbus.domain.client.Extras;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.directory.Directory.Partner;
import dev.deskbus.domain.id.TenantId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The third-party systems of the directory file; exactly one of them is the default. */
final class IntegrationReader {
    private static final String HOST_NAME =
            "(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*";

    private final Names names;
    private int defaults;

    IntegrationReader(Names names) {
        this.names = names;
    }

    List<Partner> read(Map<String, YamlSection> sections) {
        List<Partner> found = new ArrayList<>();
        YamlSection last = null;
        for (YamlSection section : sections.values()) {
            last = section;
            partner(section).ifPresent(found::add);
        }
        if (last != null && defaults != 1) {
            last.faultAround("exactly one must be the default, not " + defaults);
        }
        return found;
    }

    private Optional<Partner> partner(YamlSection s) {
        Optional<TenantId> tenant = names.tenant(s);
        boolean isDefault = s.flag("default", false);
        defaults += isDefault ? 1 : 0;
        String url = webAddress(s, "callback-url");
        String path = path(s);
        List<String> hosts = s.texts("callback-hosts");
        hosts.stream()
                .filter(host -> !Ranges.isRange(host) && !isHostName(host))
                .forEach(host -> s.fault("callback-hosts", host + " is no host or CIDR range"));
        List<String> callers = s.texts("trusted-callers");
        callers.stream()
                .filter(caller -> !Ranges.isRange(caller))
                .forEach(caller -> s.fault("trusted-callers", caller + " is no CIDR range"));
        boolean suppress = s.flag("suppress-accepted", false);
        boolean createOnFailure = s.flag("create-on-failure", false);
        Signing signing = SigningReader.read(s);
        Dialect dialect = dialect(s);
        AccountRules account = s.has("wechat") ? AccountReader.read(s.section("wechat")) : null;
        s.close();
        return s.isSound() && tenant.isPresent()
                ? Optional.of(
                        new Partner(
                                new Integration(
                                        s.name(),
                                        tenant.get(),
                                        url,
                                        path,
                                        hosts,
                                        callers,
                                        suppress,
                                        createOnFailure,
                                        signing,
                                        dialect),
                                isDefault,
                                account))
                : Optional.empty();
    }

    private static String path(YamlSection s) {
        String path = s.text("callback-path");
        if (!path.isBlank() && !path.matches("(/[A-Za-z0-9._~-]+)+")) {
            s.fault("callback-path", "must be an absolute path without a slash at its end");
        }
        return path;
    }

    private static Dialect dialect(YamlSection s) {
        Dialect standard = Dialect.STANDARD;
        return new Dialect(
                s.flag("strict-voice", standard.strictVoice()),
                s.choice(
                        "history-message-type",
                        HistoryMessageType.class,
                        standard.historyMessageType()),
                s.choice("history-user-type", HistoryUserType.class, standard.historyUserType()),
                s.flag("additive", standard.additive()),
                extras(s));
    }

    private static Extras extras(YamlSection s) {
        return new Extras(
                s.flag("logout-closes-session", false),
                s.flag("suppress-known-create", false),
                s.flag("rating-options", false),
                s.choices("notices", Extras.Wish.class));
    }

    /** Null when the key is missing, or has a fault. */
    static @Nullable String webAddress(YamlSection s, String key) {
        if (!s.has(key)) {
            return null;
        }
        String text = s.text(key);
        try {
            URI uri = URI.create(text);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && !text.endsWith("/")) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        s.fault(key, "must be an http or https URL without a slash at its end");
        return null;
    }

    private static boolean isHostName(String text) {
        return text.length() <= 253 && text.matches(HOST_NAME) && !text.matches("[0-9.]+");
    }
}
