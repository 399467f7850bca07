package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.tools.CannedReply;
import dev.deskbus.domain.tools.ReplyDraft;
import dev.deskbus.port.CannedReplies;
import dev.deskbus.port.CannedReplies.Selection;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgCannedRepliesIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final TenantId MAIN = new TenantId(1);
    private static final TenantId FAR = new TenantId(2);
    private static final AgentId ELITE = new AgentId("SELITE");
    private static final AgentId LORI = new AgentId("AE1EA");
    private static final AgentId OTHER = new AgentId("OTHER1");

    private PgCannedReplies target;

    @BeforeEach
    void open() {
        var _ = new Desk(db);
        db.sql("delete from canned_reply");
        target = new PgCannedReplies(db.pg());
    }

    @Test
    void anAgentSeesItsOwnAndItsTenantsByFolderAndShortcut() {
        add(ELITE, "问候", "hi", "您好");
        add(null, "", "wait", "请稍等");
        add(null, "问候", "bye", "再见");
        add(LORI, "", "hers", "mine");
        db.await(target.add(FAR, null, draft("", "far", "far")));

        assertThat(shortcuts("", null)).containsExactly("wait", "bye", "hi");
        assertThat(shortcuts("", "问候")).containsExactly("bye", "hi");
        assertThat(shortcuts("", "")).containsExactly("wait");
        assertThat(db.await(target.find(FAR, OTHER, new Selection("", null, 1, 10))))
                .extracting(reply -> reply.words().shortcut())
                .containsExactly("far");
    }

    @Test
    void aPrefixIsOfTheShortcutOrOfTheTitleInAnyCase() {
        db.await(target.add(MAIN, ELITE, new ReplyDraft("", "ship", "发货时间", "48 小时")));
        db.await(target.add(MAIN, ELITE, new ReplyDraft("", "x1", "Shipping", "soon")));
        db.await(target.add(MAIN, ELITE, new ReplyDraft("", "x2", "a ship", "no")));

        assertThat(shortcuts("SHIP", null)).containsExactly("ship", "x1");
        assertThat(shortcuts("发货", null)).containsExactly("ship");
        assertThat(shortcuts("%", null)).isEmpty();
    }

    @Test
    void pagesFollowEachOther() {
        for (int i = 1; i <= 5; i++) {
            add(ELITE, "", "r" + i, "text");
        }

        assertThat(db.await(target.find(MAIN, ELITE, new Selection("", null, 1, 2)))).hasSize(3);
        assertThat(db.await(target.find(MAIN, ELITE, new Selection("", null, 3, 2))))
                .extracting(reply -> reply.words().shortcut())
                .containsExactly("r5");
    }

    @Test
    void ofEachOwnerOneHasTheShortcut() {
        add(ELITE, "", "hi", "mine");
        add(LORI, "", "hi", "hers");
        add(null, "", "hi", "ours");

        refuses(ErrorCode.REPLY_TAKEN, () -> add(ELITE, "", "hi", "again"));
        refuses(ErrorCode.REPLY_TAKEN, () -> add(null, "", "hi", "again"));
        CannedReply other = add(ELITE, "", "ho", "mine");
        refuses(
                ErrorCode.REPLY_TAKEN,
                () -> db.await(target.change(other, draft("", "hi", "changed"))));
    }

    @Test
    void aReplyIsChangedAndRemoved() {
        CannedReply made = add(ELITE, "", "hi", "您好");

        CannedReply changed =
                db.await(target.change(made, new ReplyDraft("f", "hello", "t", "您好！")));

        assertThat(changed)
                .isEqualTo(
                        new CannedReply(
                                made.id(), ELITE, new ReplyDraft("f", "hello", "t", "您好！"), false));
        assertThat(db.await(target.get(MAIN, ELITE, made.id()))).isEqualTo(changed);
        db.await(target.remove(changed));
        refuses(ErrorCode.REPLY_UNKNOWN, () -> db.await(target.get(MAIN, ELITE, made.id())));
        refuses(
                ErrorCode.REPLY_UNKNOWN,
                () -> db.await(target.change(changed, draft("", "hi", "gone"))));
    }

    @Test
    void whatIsSomebodyElsesIsUnknown() {
        CannedReply hers = add(LORI, "", "hi", "hers");
        CannedReply ours = add(null, "", "hi", "ours");

        refuses(ErrorCode.REPLY_UNKNOWN, () -> db.await(target.get(MAIN, ELITE, hers.id())));
        refuses(ErrorCode.REPLY_UNKNOWN, () -> db.await(target.get(FAR, OTHER, ours.id())));
        assertThat(db.await(target.get(MAIN, ELITE, ours.id()))).isEqualTo(ours);
    }

    @Test
    void nobodyHasMoreThanTheMost() {
        fill("'SELITE'", CannedReplies.MOST_OWN);
        fill("null", CannedReplies.MOST_SHARED - 1);

        refuses(ErrorCode.LIMIT_REACHED, () -> add(ELITE, "", "one-more", "text"));
        add(LORI, "", "first", "text");
        add(null, "", "last", "text");
        refuses(ErrorCode.LIMIT_REACHED, () -> add(null, "", "one-more", "text"));
    }

    private static void fill(String owner, int number) {
        db.sql(
                """
                insert into canned_reply (tenant_id, agent_id, folder, shortcut, title, text)
                select 1, %s, '', 's' || n, '', 'text' from generate_series(1, %d) n
                """
                        .formatted(owner, number));
    }

    private CannedReply add(AgentId owner, String folder, String shortcut, String text) {
        return db.await(target.add(MAIN, owner, draft(folder, shortcut, text)));
    }

    private static ReplyDraft draft(String folder, String shortcut, String text) {
        return new ReplyDraft(folder, shortcut, "", text);
    }

    private List<String> shortcuts(String prefix, String folder) {
        return db.await(target.find(MAIN, ELITE, new Selection(prefix, folder, 1, 10))).stream()
                .map(reply -> reply.words().shortcut())
                .toList();
    }

    private static void refuses(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
