package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.session.Message;
import dev.deskbus.port.WaitingLines.Ended;
import dev.deskbus.port.WaitingLines.InLine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgWaitingLinesIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final QueueId ONE = new QueueId(1);

    private Desk desk;
    private PgWaitingLines target;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        target = new PgWaitingLines(db.pg(), desk.json);
    }

    private List<InLine> lines(Duration age) {
        return db.await(target.findLines(Set.of(ONE, new QueueId(2)), age));
    }

    @Test
    void eachLineIsInItsOrderWithTheLastWordsOfEverybody() {
        Waiting first = desk.someone(1);
        Waiting second = desk.someone(1);
        Waiting other = desk.someone(2);
        desk.someone(6);
        for (int i = 0; i < 12; i++) {
            desk.say(1, first, "key" + i, "word " + i);
        }
        db.sql("update chat_request set priority = 1 where id = " + second.id().value());
        db.sql(
                "update chat_request set offer_agent = 'AE1EA', offer_no = 7 where id = "
                        + first.id().value());

        List<InLine> lines = lines(Duration.ZERO);

        assertThat(lines)
                .extracting(InLine::request)
                .containsExactly(second.id(), first.id(), other.id());
        InLine line = lines.get(1);
        assertThat(line.client().id()).isEqualTo(first.origin().client());
        assertThat(line.offeredTo()).isEqualTo(new AgentId("AE1EA"));
        assertThat(line.offer()).isEqualTo(7);
        assertThat(line.said()).isEqualTo(12);
        assertThat(line.lastMessages())
                .containsExactlyElementsOf(
                        IntStream.range(2, 12)
                                .<Message>mapToObj(i -> Message.Text.plain("word " + i))
                                .toList());
        assertThat(lines.getLast().offeredTo()).isNull();
        assertThat(db.await(target.findLines(Set.of(), Duration.ZERO))).isEmpty();
    }

    @Test
    void whoIsKeptForOneAgentIsKnownAsThatUntilTimeOrAgentPasses() {
        long kept = desk.someone(1).id().value();
        String directed =
                "update chat_request set directed_agent = 'AE1EA', directed_reason = 'wanted',"
                        + " directed_until = now() + interval '%d minute', passed_by = '%s'"
                        + " where id = "
                        + kept;
        db.sql(directed.formatted(1, "{}"));
        assertThat(lines(Duration.ZERO).getFirst().offeredTo()).isEqualTo(new AgentId("AE1EA"));

        db.sql(directed.formatted(1, "{AE1EA}"));
        assertThat(lines(Duration.ZERO).getFirst().offeredTo()).isNull();
        db.sql(directed.formatted(-1, "{}"));
        assertThat(lines(Duration.ZERO).getFirst().offeredTo()).isNull();
    }

    @Test
    void whoCameAndWhatWasSaidLaterIsLeftOut() {
        Waiting old = desk.someone(1);
        desk.someone(1);
        desk.say(1, old, "a", "before");
        db.sql(
                "update chat_request set created_at = created_at - interval '1 minute' where id = "
                        + old.id().value());
        db.sql("update request_message set at = at - interval '1 minute'");
        desk.say(1, old, "b", "just now");

        List<InLine> lines = lines(Duration.ofSeconds(30));

        assertThat(lines).extracting(InLine::request).containsExactly(old.id());
        assertThat(lines.getFirst().said()).isEqualTo(1);
        assertThat(lines.getFirst().lastMessages()).containsExactly(Message.Text.plain("before"));
    }

    @Test
    void whoWaitsNoMoreIsKnownWithWhoTookIt() {
        Waiting taken = desk.someone(1);
        Waiting gone = desk.someone(1);
        Waiting waiting = desk.someone(1);
        db.await(desk.assign(1, taken, "SELITE"));
        db.sql(
                "update chat_request set status = 'TIMEOUT', ended_at = now() where id = "
                        + gone.id().value());

        List<Ended> ended =
                db.await(
                        target.findEnded(
                                Set.of(taken.id(), gone.id(), waiting.id(), new RequestId(999))));

        assertThat(ended)
                .containsExactlyInAnyOrder(
                        new Ended(taken.id(), new AgentId("SELITE")), new Ended(gone.id(), null));
        assertThat(lines(Duration.ZERO)).extracting(InLine::request).containsExactly(waiting.id());
    }
}
