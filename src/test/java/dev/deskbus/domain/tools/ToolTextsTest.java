package dev.deskbus.domain.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ToolTextsTest {
    private static final ReplyDraft HELLO = new ReplyDraft("", "hi", "", "您好");

    @Test
    void linesAreTrimmedAndTextsStayAsTheyCame() {
        ReplyDraft draft = new ReplyDraft(" 常用 ", " hi ", " 问候 ", " 您好，\n请稍等 ");

        assertThat(draft).isEqualTo(new ReplyDraft("常用", "hi", "问候", " 您好，\n请稍等 "));
        assertThat(new Tag(" VIP ").name()).isEqualTo("VIP");
        assertThat(new Tag("e\u0301")).isEqualTo(new Tag("\u00e9"));
        assertThat(Note.requireText(" 很急\n")).isEqualTo(" 很急\n");
    }

    @Test
    void lengthsAreCountedInCharacters() {
        assertThat(new Tag("😀".repeat(32)).name()).hasSize(64);
        refuses(() -> new Tag("😀".repeat(33)));
        refuses(() -> new ReplyDraft("", "x".repeat(33), "", "text"));
        refuses(() -> new ReplyDraft("x".repeat(65), "hi", "", "text"));
        refuses(() -> new ReplyDraft("", "hi", "x".repeat(81), "text"));
        refuses(() -> new ReplyDraft("", "hi", "", "x".repeat(2001)));
        refuses(() -> Note.requireText("x".repeat(2001)));
    }

    @Test
    void whatMustBeThereIsThereAndOnOneLine() {
        refuses(() -> new Tag(" "));
        refuses(() -> new Tag("a\nb"));
        refuses(() -> new ReplyDraft("", "", "", "text"));
        refuses(() -> new ReplyDraft("", "a b", "", "text"));
        refuses(() -> new ReplyDraft("", "hi", "", " \n"));
        refuses(() -> Note.requireText(""));
    }

    private static void refuses(ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(call)
                .satisfies(
                        refusal ->
                                assertThat(refusal.code()).isEqualTo(ErrorCode.PARAMETER_INVALID));
    }

    @Test
    void whoMayChangeAReply() {
        CannedReply own = new CannedReply(1, new AgentId("ANN"), HELLO, false);
        CannedReply shared = new CannedReply(2, null, HELLO, false);
        CannedReply ofTheFile = new CannedReply(3, null, HELLO, true);
        Agent ann = agent("ANN", Agent.Role.AGENT);
        Agent boss = agent("BOSS", Agent.Role.SUPERVISOR);

        assertThat(own.canBeChangedBy(ann)).isTrue();
        assertThat(own.canBeChangedBy(boss)).isFalse();
        assertThat(shared.canBeChangedBy(ann)).isFalse();
        assertThat(shared.canBeChangedBy(boss)).isTrue();
        assertThat(ofTheFile.canBeChangedBy(boss)).isFalse();
    }

    private static Agent agent(String id, Agent.Role role) {
        return new Agent(
                new AgentId(id), new TenantId(1), 1, id, "", "", "", role, 5, true, 0, List.of());
    }

    @Test
    void aTagSetAdmitsItsOwnOrAll() {
        TagSet strict = new TagSet(List.of(new Tag("VIP")), false);
        TagSet free = new TagSet(List.of(new Tag("VIP")), true);

        assertThat(strict.admits(new Tag("VIP"))).isTrue();
        assertThat(strict.admits(new Tag("vip"))).isFalse();
        assertThat(free.admits(new Tag("anything"))).isTrue();
    }
}
