package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.tools.Subject;
import dev.deskbus.domain.tools.Subject.OfClient;
import dev.deskbus.domain.tools.Subject.OfSession;
import dev.deskbus.domain.tools.Tag;
import dev.deskbus.domain.tools.TagSet;
import dev.deskbus.port.Tags;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgTagsIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final TenantId MAIN = new TenantId(1);
    private static final TenantId FAR = new TenantId(2);
    private static final AgentId ELITE = new AgentId("SELITE");

    private Desk desk;
    private Past past;
    private PgTags target;
    private ClientId client;
    private SessionId session;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        past = new Past(db, desk);
        target = new PgTags(db.pg());
        client = desk.visitor();
        session = past.talk(client, 1, "SELITE");
    }

    @Test
    void theSetIsTheDirectorysInItsOrder() {
        assertThat(db.await(target.getSet(MAIN)))
                .isEqualTo(new TagSet(List.of(new Tag("VIP"), new Tag("投诉"), new Tag("退款")), true));
        assertThat(db.await(target.getSet(FAR))).isEqualTo(new TagSet(List.of(), false));
        assertThat(db.await(target.getSet(new TenantId(99))))
                .isEqualTo(new TagSet(List.of(), false));
    }

    @Test
    void aTagIsGivenOnceAndTakenAway() {
        add(new OfClient(client), "VIP");
        add(new OfClient(client), "VIP");
        add(new OfClient(client), "投诉");
        add(new OfSession(session), "退款");

        assertThat(names(new OfClient(client))).containsExactly("VIP", "投诉");
        assertThat(names(new OfSession(session))).containsExactly("退款");

        remove(new OfClient(client), "VIP");
        remove(new OfClient(client), "VIP");
        remove(new OfSession(session), "退款");

        assertThat(names(new OfClient(client))).containsExactly("投诉");
        assertThat(names(new OfSession(session))).isEmpty();
    }

    @Test
    void tagsFollowTheClientWhenItIsKnown() {
        ClientId known = desk.visitor();
        add(new OfClient(client), "VIP");
        past.identify(session, known);
        add(new OfClient(known), "VIP");

        assertThat(names(new OfClient(known))).containsExactly("VIP");

        remove(new OfClient(known), "VIP");

        assertThat(names(new OfClient(known))).isEmpty();
        assertThat(names(new OfClient(client))).isEmpty();
    }

    @Test
    void tenantsNeverSeeEachOthers() {
        add(new OfClient(client), "VIP");
        add(new OfSession(session), "VIP");

        assertThat(db.await(target.find(FAR, new OfClient(client)))).isEmpty();
        assertThat(db.await(target.find(FAR, new OfSession(session)))).isEmpty();
        db.await(target.remove(FAR, new OfClient(client), new Tag("VIP")));
        db.await(target.remove(FAR, new OfSession(session), new Tag("VIP")));
        assertThat(names(new OfClient(client))).containsExactly("VIP");
        assertThat(names(new OfSession(session))).containsExactly("VIP");
    }

    @Test
    void thereAreNoMoreThanTheMost() {
        for (Subject subject : List.of(new OfClient(client), new OfSession(session))) {
            for (int i = 0; i < Tags.MOST; i++) {
                add(subject, "t" + i);
            }

            add(subject, "t0");
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> add(subject, "one too many"))
                    .satisfies(
                            refusal ->
                                    assertThat(refusal.code()).isEqualTo(ErrorCode.LIMIT_REACHED));
            assertThat(names(subject)).hasSize(Tags.MOST);
        }
    }

    private void add(Subject subject, String tag) {
        db.await(target.add(MAIN, subject, new Tag(tag), ELITE));
    }

    private void remove(Subject subject, String tag) {
        db.await(target.remove(MAIN, subject, new Tag(tag)));
    }

    private List<String> names(Subject subject) {
        return db.await(target.find(MAIN, subject)).stream().map(Tag::name).toList();
    }
}
