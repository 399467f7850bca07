package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.OuterId;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.ClientStore.Grant;
import dev.deskbus.port.ClientStore.Met;
import dev.deskbus.port.ClientStore.Named;
import io.vertx.core.Future;
import java.time.Instant;
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
    void aThirdPartysNameForAClientIsItsOwn() {
        db.sql(
                """
                insert into integration (name, tenant_id, callback_path, callback_hosts, trusted_callers)
                values ('second', 2, '/x', '{}', '{}')
                """);
        var outer = new OuterId(Protocol.TPI_V1, "default", "a/b 你好 '; --");
        Client met = db.await(target.meet(MAIN, outer, "Ann", ""));
        Client again = db.await(target.meet(MAIN, outer, "", ""));
        Client other =
                db.await(
                        target.meet(
                                new TenantId(2),
                                new OuterId(Protocol.TPI_V1, "second", outer.id()),
                                "",
                                ""));

        assertThat(again).isEqualTo(met);
        assertThat(met.name()).isEqualTo("Ann");
        assertThat(other.id()).isNotEqualTo(met.id());
        assertThat(db.await(target.findMet(met.id()))).contains(new Met(met, outer));
        assertThat(db.await(target.findMet(db.await(target.visit(MAIN, outer.id())).id())))
                .isEmpty();
    }

    @Test
    void whoWasMetIsRecognisedAndWritesAtMostOnceInTenSeconds() {
        var outer = new OuterId(Protocol.WECHAT, "default", "gh\no1");
        assertThat(db.await(target.recognise(outer))).isEmpty();
        Client met = db.await(target.meet(MAIN, outer, "Ann", "https://a.example/h.png"));
        assertThat(met.portrait()).isEqualTo("https://a.example/h.png");
        assertThat(db.await(target.meet(MAIN, outer, "", ""))).isEqualTo(met);

        String version = "select xmin::text from client where outer_id is not null";
        String before = desk.text(version);
        assertThat(db.await(target.recognise(outer))).contains(met);
        assertThat(desk.text(version)).isEqualTo(before);

        db.sql("update client set seen_at = clock_timestamp() - interval '11 seconds'");
        assertThat(db.await(target.recognise(outer))).contains(met);
        assertThat(
                        desk.text(
                                "select seen_at > clock_timestamp() - interval '5 seconds' from client where outer_id is not null"))
                .isEqualTo("true");
    }

    @Test
    void whoIsMetByManyAtOnceIsOne() {
        var outer = new OuterId(Protocol.TPI_V1, "default", "o-1");
        List<Future<Client>> all =
                IntStream.range(0, 10).mapToObj(_ -> target.meet(MAIN, outer, "", "")).toList();

        assertThat(all.stream().map(db::await).distinct()).hasSize(1);
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
    void whoHasALoginOrIsVouchedForIsKnown() {
        Client visitor = db.await(target.visit(MAIN, "v"));
        Client named = db.await(target.register(MAIN, "named", "", ""));
        Client met =
                db.await(target.meet(MAIN, new OuterId(Protocol.TPI_V1, "default", "o"), "", ""));

        assertThat(db.await(target.findNamed(MAIN, visitor.id())))
                .contains(new Named(visitor.id(), false));
        assertThat(db.await(target.findNamed(MAIN, named.id())))
                .contains(new Named(named.id(), true));
        assertThat(db.await(target.findNamed(MAIN, met.id()))).contains(new Named(met.id(), true));
        assertThat(db.await(target.findNamed(new TenantId(2), named.id()))).isEmpty();
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
    void aSignatureLetsInOnceHoweverManyBringItAtOnce() {
        Instant until = Instant.now().plusSeconds(300);

        List<Future<Boolean>> uses =
                IntStream.range(0, 8).mapToObj(_ -> target.useSignature("s1", until)).toList();

        assertThat(uses.stream().map(db::await)).containsOnlyOnce(true).hasSize(8);
        assertThat(db.await(target.useSignature("s2", until))).isTrue();
    }

    @Test
    void signaturesThatAreTooOldGoWithTheNextLogin() {
        db.await(target.useSignature("old", Instant.now().minusSeconds(601)));
        db.await(target.useSignature("new", Instant.now()));

        db.await(target.useSignature("s3", Instant.now()));

        assertThat(desk.texts("select digest from used_signature where digest in ('old', 'new')"))
                .containsExactly("new");
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
