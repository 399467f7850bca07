package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.ClientStore.Grant;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgClientStoreIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final TenantId MAIN = new TenantId(1);
    private static final TokenKey KEY = new TokenKey("k1");

    private Desk desk;
    private PgClientStore target;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        target = new PgClientStore(db.pg());
    }

    @Test
    void aLoginIsThatOfItsTenant() {
        var login = db.await(target.findLogin(MAIN, "lori")).orElseThrow();

        assertThat(login.client().name()).isEqualTo("罗瑞");
        assertThat(login.passwordHash()).startsWith("lori-demo#");
        assertThat(db.await(target.findLogin(new TenantId(2), "lori"))).isEmpty();
        assertThat(db.await(target.findLogin(MAIN, "nobody"))).isEmpty();
    }

    @Test
    void onlyWhatIsNotEmptyOverwrites() {
        Client made = db.await(target.register(MAIN, "ann", "Ann", "http://p"));
        db.await(target.register(MAIN, "ann", "", ""));
        Client renamed = db.await(target.register(MAIN, "ann", "Anna", ""));

        assertThat(renamed).isEqualTo(new Client(made.id(), MAIN, "Anna", "http://p"));
        assertThat(db.await(target.findLogin(MAIN, "ann")).orElseThrow().passwordHash()).isNull();
    }

    @Test
    void aVisitorIsOneClientHoweverManyComeAtOnce() {
        List<Future<Client>> visits =
                IntStream.range(0, 10).mapToObj(_ -> target.visit(MAIN, "v-1")).toList();

        assertThat(visits.stream().map(db::await).distinct()).hasSize(1);
        assertThat(db.await(target.visit(new TenantId(2), "v-1")).id())
                .isNotEqualTo(db.await(visits.getFirst()).id());
    }

    @Test
    void aTokenLivesADayAfterItsLastUse() {
        Client ann = db.await(target.visit(MAIN, "ann"));
        db.await(target.issueToken(KEY, new Grant(ann.id(), "default", true)));

        var holder = db.await(target.useToken(KEY)).orElseThrow();
        assertThat(holder.client()).isEqualTo(ann);
        assertThat(holder.wholeHistory()).isTrue();
        assertThat(holder.integration().callbackHosts())
                .containsExactly("127.0.0.0/8", "::1", "localhost");

        db.sql("update client_token set expires_at = clock_timestamp() + interval '1 minute'");
        assertThat(db.await(target.useToken(KEY))).isPresent();
        assertThat(
                        desk.text(
                                "select expires_at > clock_timestamp() + interval '23 hours' from client_token"))
                .isEqualTo("true");

        db.sql("update client_token set expires_at = clock_timestamp()");
        assertThat(db.await(target.useToken(KEY))).isEmpty();
        assertThat(db.await(target.revokeToken(KEY))).isFalse();
    }

    @Test
    void usingATokenAgainWithinTenSecondsWritesNothing() {
        Client ann = db.await(target.visit(MAIN, "ann"));
        db.await(target.issueToken(KEY, new Grant(ann.id(), "default", false)));
        String before = desk.text("select xmin::text from client_token");

        db.await(target.useToken(KEY));

        assertThat(desk.text("select xmin::text from client_token")).isEqualTo(before);

        db.sql("update client_token set expires_at = expires_at - interval '11 seconds'");
        db.await(target.useToken(KEY));
        assertThat(
                        desk.text(
                                "select expires_at > clock_timestamp() + interval '23:59:55'"
                                        + " from client_token"))
                .isEqualTo("true");
    }

    @Test
    void aTokenThatIsRevokedIsDead() {
        Client ann = db.await(target.visit(MAIN, "ann"));
        db.await(target.issueToken(KEY, new Grant(ann.id(), "default", false)));

        assertThat(db.await(target.revokeToken(KEY))).isTrue();

        assertThat(db.await(target.useToken(KEY))).isEmpty();
        assertThat(db.await(target.revokeToken(KEY))).isFalse();
    }

    @Test
    void tokensThatRanOutGoWithTheNextLogin() {
        Client ann = db.await(target.visit(MAIN, "ann"));
        db.await(target.issueToken(KEY, new Grant(ann.id(), "default", false)));
        db.sql("update client_token set expires_at = clock_timestamp()");

        db.await(target.issueToken(new TokenKey("k2"), new Grant(ann.id(), "default", false)));

        assertThat(desk.texts("select key from client_token")).containsExactly("k2");
    }
}
