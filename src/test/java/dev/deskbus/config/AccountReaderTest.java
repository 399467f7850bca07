package dev.deskbus.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.client.AccountRules;
import dev.deskbus.domain.client.ServiceAccount;
import dev.deskbus.domain.client.ServiceAccount.RatingPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code wechat} of an integration in the directory file. */
class AccountReaderTest {
    @Test
    void nothingIsSaidUnlessItIs() throws IOException {
        assertThat(read("")).isNull();
        assertThat(read("wechat: {}"))
                .isEqualTo(new AccountRules(null, null, null, false, RatingPath.FIND));
    }

    @Test
    void everythingCanBeSaid() throws IOException {
        assertThat(
                        read(
                                "wechat: {url: 'http://10.0.0.5:8080/ari', media-url:"
                                        + " 'https://m.example/x', account-id: gh_1,"
                                        + " numeric-status: true, rating-path: plain}"))
                .isEqualTo(
                        new AccountRules(
                                "http://10.0.0.5:8080/ari",
                                "https://m.example/x",
                                "gh_1",
                                true,
                                RatingPath.PLAIN));
    }

    @ParameterizedTest
    @CsvSource({
        "{url: 'ftp://a'}, wechat.url: must be an http or https URL",
        "{url: 'http://a/'}, wechat.url: must be an http or https URL",
        "{media-url: 'x'}, wechat.media-url: must be an http or https URL",
        "{account-id: 'a/b'}, wechat.account-id: must be letters",
        "{rating-path: both}, wechat.rating-path: must be one of find",
        "{numeric-status: 1}, wechat.numeric-status: must be true or false",
        "{base: 'http://a'}, wechat.base is no known key",
        "5, wechat must be a mapping"
    })
    void everyFaultIsNamed(String wechat, String fault) {
        assertThatThrownBy(() -> read("wechat: " + wechat))
                .isInstanceOf(DirectoryFaults.class)
                .hasMessageContaining("integrations.default." + fault);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h, http://h/ari, http://h",
        "http://h/ari, http://h/ari, http://h",
        "http://h:1/wx/ari, http://h:1/wx/ari, http://h:1/wx",
        "http://h/wx, http://h/wx/ari, http://h/wx"
    })
    void aBaseEndsWithAriOnce(String base, String url, String media) {
        ServiceAccount account =
                new AccountRules(null, null, null, false, RatingPath.FIND).at(base);

        assertThat(account.url()).isEqualTo(url);
        assertThat(account.mediaUrl()).isEqualTo(media);
    }

    private static AccountRules read(String line) throws IOException {
        String yaml =
                Files.readString(Path.of("conf/demo.yaml"))
                        .replace("    default: true", "    " + line + "\n    default: true");
        return DirectoryReader.parse(yaml).integrations().getFirst().account();
    }
}
