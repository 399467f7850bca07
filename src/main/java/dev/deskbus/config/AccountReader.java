package dev.deskbus.config;

import dev.deskbus.domain.client.AccountRules;
import dev.deskbus.domain.client.ServiceAccount.RatingPath;

/**
 * The WeChat service account of an integration of the directory file: {@code wechat: {url,
 * media-url, account-id, numeric-status, rating-path}}, none of them required.
 */
final class AccountReader {
    private AccountReader() {}

    static AccountRules read(YamlSection s) {
        var rules =
                new AccountRules(
                        IntegrationReader.webAddress(s, "url"),
                        IntegrationReader.webAddress(s, "media-url"),
                        s.has("account-id") ? accountId(s) : null,
                        s.flag("numeric-status", false),
                        s.choice("rating-path", RatingPath.class, RatingPath.FIND));
        s.close();
        return rules;
    }

    /** It becomes a part of a path. */
    private static String accountId(YamlSection s) {
        String id = s.text("account-id");
        if (!id.isBlank() && !id.matches("[A-Za-z0-9._~-]+")) {
            s.fault("account-id", "must be letters, digits and . _ ~ - only");
        }
        return id;
    }
}
