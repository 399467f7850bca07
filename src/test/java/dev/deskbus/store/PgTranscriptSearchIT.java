package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.search.SearchTerms;
import dev.deskbus.domain.search.Snippet;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.tools.Subject;
import dev.deskbus.domain.tools.Subject.OfClient;
import dev.deskbus.domain.tools.Subject.OfSession;
import dev.deskbus.domain.tools.Tag;
import dev.deskbus.port.TranscriptSearch.Filter;
import dev.deskbus.port.TranscriptSearch.Found;
import dev.deskbus.port.TranscriptSearch.Hit;
import dev.deskbus.port.TranscriptSearch.Place;
import dev.deskbus.port.TranscriptSearch.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgTranscriptSearchIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final TenantId MAIN = new TenantId(1);
    private static final TenantId FAR = new TenantId(2);
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private Desk desk;
    private Past past;
    private PgTranscriptIndex index;
    private Pg searches;
    private PgTranscriptSearch target;
    private ClientId client;
    private SessionId session;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        past = new Past(db, desk);
        index = new PgTranscriptIndex(db.pg(), desk.json);
        searches = Pg.openToSearch(db.vertx(), db.address(), 2, UnaryOperator.identity());
        target = new PgTranscriptSearch(searches, desk.json);
        client = desk.visitor();
        session = past.talk(client, 1, "SELITE");
    }

    @AfterEach
    void close() {
        db.await(searches.close());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    退款      | 我想申请退款，谢谢 ; 退款何时到账
                    退        | 我想申请退款，谢谢 ; 退款何时到账 ; 退了，钱款也到了
                    账        | 退款何时到账
                    申请退款  | 我想申请退款，谢谢
                    order     | Order SF123 has ORDERS
                    sf1       | Order SF123 has ORDERS
                    ＳＦ123   | Order SF123 has ORDERS
                    款 到     | 退款何时到账 ; 退了，钱款也到了
                    发票      | 发票.pdf
                    nothing   |
                    """)
    void wordsAreFoundInChineseAndInLatin(String query, String found) {
        past.hear(session, 1, "我想申请退款，谢谢");
        past.say(session, "SELITE", 2, "退款何时到账");
        past.hear(session, 3, "退了，钱款也到了");
        past.hear(session, 4, "Order SF123 has ORDERS");
        past.hear(session, 5, "reorder, it's 100%");
        past.say(
                session,
                new Party.OfClient(client),
                6,
                new Message.Media(
                        Message.Media.Kind.FILE, "http://h/1", "发票.pdf", null, null, null));
        index();

        assertThat(texts(search(query, Filter.NONE)))
                .containsExactlyElementsOf(
                        found == null ? List.of() : List.of(found.split(" ; ")).reversed());
    }

    @Test
    void theHitIsMarkedAndSaysWhereItStands() {
        past.hear(session, 1, "我想申请退款，谢谢");
        index();

        Hit hit = search("退款 申请", Filter.NONE).hits().getFirst();

        assertThat(hit.snippet())
                .isEqualTo(new Snippet("我想申请退款，谢谢", List.of(new Snippet.Mark(2, 6))));
        assertThat(hit.client().id()).isEqualTo(client);
        assertThat(hit.row().session()).isEqualTo(session);
        assertThat(hit.row().seq()).isEqualTo(2);
        assertThat(hit.row().speaker()).isEqualTo(new Party.OfClient(client));
    }

    @Test
    void charactersThatStandApartAreNoHit() {
        past.hear(session, 1, "要退货，也想退款，我要退");
        past.hear(session, 2, "我要退款");
        index();

        assertThat(texts(search("我要退款", Filter.NONE))).containsExactly("我要退款");
    }

    @Test
    void tenantsNeverFindEachOthersWords() {
        past.hear(session, 1, "secret");
        index();

        assertThat(search("secret", Filter.NONE).hits()).hasSize(1);
        assertThat(
                        db.await(
                                        target.search(
                                                new Query(
                                                        FAR,
                                                        SearchTerms.parse("secret"),
                                                        Filter.NONE,
                                                        null,
                                                        9)))
                                .hits())
                .isEmpty();
        // Even if the index were wrong.
        db.sql("update transcript set words = array_to_tsvector(array['2/secret'])");
        assertThat(
                        db.await(
                                        target.search(
                                                new Query(
                                                        FAR,
                                                        SearchTerms.parse("secret"),
                                                        new Filter(
                                                                client, null, null, null, null,
                                                                null),
                                                        null,
                                                        9)))
                                .hits())
                .isEmpty();
    }

    @Test
    void filtersNarrowTheSearch() {
        past.hear(session, 1, "退款 first");
        ClientId other = desk.visitor();
        SessionId second = past.talk(other, 2, "AE1EA");
        past.hear(second, DAY, "退款 second");
        index();
        tag(new OfSession(session), "投诉");
        tag(new OfClient(other), "VIP");

        assertThat(texts(search("退款", Filter.NONE))).containsExactly("退款 second", "退款 first");
        assertThat(texts(search("退款", new Filter(client, null, null, null, null, null))))
                .containsExactly("退款 first");
        assertThat(texts(search("退款", of("AE1EA")))).containsExactly("退款 second");
        assertThat(texts(search("退款", of("000169")))).isEmpty();
        assertThat(texts(search("退款", new Filter(null, null, new QueueId(2), null, null, null))))
                .containsExactly("退款 second");
        assertThat(texts(search("退款", tagged("投诉")))).containsExactly("退款 first");
        assertThat(texts(search("退款", tagged("VIP")))).containsExactly("退款 second");
        assertThat(texts(search("退款", tagged("none")))).isEmpty();
        assertThat(texts(search("退款", between(2, null)))).containsExactly("退款 second");
        assertThat(texts(search("退款", between(null, DAY)))).containsExactly("退款 first");
        assertThat(texts(search("退款", between(1, 2L)))).containsExactly("退款 first");
        assertThat(texts(search("退款", between(2, DAY)))).isEmpty();
    }

    private static Filter of(String agent) {
        return new Filter(null, new AgentId(agent), null, null, null, null);
    }

    private static Filter tagged(String tag) {
        return new Filter(null, null, null, null, null, new Tag(tag));
    }

    private static Filter between(Integer from, Long to) {
        Instant first = from == null ? null : Past.NOON.plusSeconds(from);
        Instant last = to == null ? null : Past.NOON.plusSeconds(to);
        return new Filter(null, null, null, first, last, null);
    }

    @Test
    void ofAClientWhatItSaidBeforeItWasKnownIsFoundAsWell() {
        past.hear(session, 1, "退款 before");
        past.close(session, new Party.OfSystem(), "idle");
        ClientId known = desk.visitor();
        SessionId merged = past.talk(client, 1, "SELITE");
        past.hear(merged, 2, "退款 merged");
        past.identify(merged, known);
        index();

        assertThat(texts(search("退款", new Filter(known, null, null, null, null, null))))
                .containsExactly("退款 merged", "退款 before");
    }

    @Test
    void pagesFollowEachOtherOverYearsAndGapsWithoutLossOrRepeat() {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String text = "退款 " + i;
            past.hear(session, (long) i * i * i * 3600 + i % 3, text);
            past.hear(session, (long) i * i * i * 3600 + i % 3, "退了款");
            said.add(text);
        }
        index();

        List<String> found = new ArrayList<>();
        Place place = null;
        int pages = 0;
        do {
            Found page =
                    db.await(
                            target.search(
                                    new Query(
                                            MAIN, SearchTerms.parse("退款"), Filter.NONE, place, 7)));
            found.addAll(texts(page));
            place = page.next();
            pages++;
        } while (place != null);

        assertThat(found).containsExactlyElementsOf(said.reversed());
        assertThat(pages).isEqualTo(6);
    }

    @Test
    void whereNothingWasSaidNothingIsFound() {
        assertThat(search("退款", Filter.NONE)).isEqualTo(new Found(List.of(), null));
        past.hear(session, 1, "你好");
        index();
        assertThat(search("退款", Filter.NONE)).isEqualTo(new Found(List.of(), null));
        assertThat(search("退款", between(0, 1L))).isEqualTo(new Found(List.of(), null));
    }

    private void index() {
        PgTranscriptIndexIT.catchUp(db, index);
    }

    private void tag(Subject subject, String tag) {
        db.await(new PgTags(db.pg()).add(MAIN, subject, new Tag(tag), new AgentId("SELITE")));
    }

    private Found search(String query, Filter filter) {
        return db.await(target.search(new Query(MAIN, SearchTerms.parse(query), filter, null, 20)));
    }

    private static List<String> texts(Found found) {
        return found.hits().stream().map(hit -> hit.snippet().text()).toList();
    }
}
