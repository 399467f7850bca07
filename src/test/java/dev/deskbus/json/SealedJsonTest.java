package dev.deskbus.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.IdleRule;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealedJsonTest {
    private final SealedJson json = new SealedJson(Message.class, Shape.class);

    /** Two permitted records with one simple name. */
    sealed interface Shape {
        record One(Message message) implements Shape {}

        sealed interface Round extends Shape {
            record Ball(int radius) implements Round {}

            record Box() implements Round {}
        }

        sealed interface Flat extends Shape {
            record Box(Optional<String> label, Duration age) implements Flat {}
        }
    }

    record Holder(Object anything, List<Shape> shapes, Shape.Round.Ball ball) {}

    @Test
    void aSealedRootIsTaggedWithTheSimpleName() {
        assertThat(json.write(Message.Text.plain("hi"), Message.class))
                .isEqualTo("{\"@\":\"Text\",\"text\":\"hi\",\"format\":\"PLAIN\"}");
    }

    @Test
    void aRecordThatIsDeclaredAsItselfIsNotTagged() {
        assertThat(json.write(new SessionId(96), SessionId.class)).isEqualTo("{\"value\":96}");
        assertThat(json.read("{\"value\":96}", SessionId.class)).isEqualTo(new SessionId(96));
    }

    @Test
    void aNameSharedByTwoRecordsCarriesItsOuterType() {
        Shape flat = new Shape.Flat.Box(Optional.of("x"), Duration.ofSeconds(5));
        assertThat(json.write(flat, Shape.class))
                .isEqualTo("{\"@\":\"Flat.Box\",\"label\":\"x\",\"age\":\"PT5S\"}");
        assertThat(json.write(new Shape.Round.Box(), Shape.class))
                .isEqualTo("{\"@\":\"Round.Box\"}");
        assertThat(json.write(new Shape.Round.Ball(1), Shape.class)).contains("\"@\":\"Ball\"");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Holder holder =
                new Holder(
                        Message.Text.plain("ö"),
                        List.of(
                                new Shape.Flat.Box(Optional.empty(), Duration.ofMillis(1500)),
                                new Shape.Round.Box(),
                                new Shape.One(new Message.Notice(3, "\u0001"))),
                        new Shape.Round.Ball(7));
        byte[] bytes = json.writeBytes(holder, Holder.class);
        assertThat(json.readBytes(bytes, Holder.class)).isEqualTo(holder);
        assertThat(new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"anything\":{\"@\":\"Message.Text\"");
    }

    @Test
    void anEmptySealedRecordIsReadBack() {
        Party system = new Party.OfSystem();
        assertThat(json.read(json.write(system, Party.class), Party.class)).isEqualTo(system);
    }

    @Test
    void methodsThatDeriveSomethingAreNotWritten() {
        AgentView view =
                new AgentView(
                        new AgentId("a"),
                        true,
                        true,
                        AgentStatus.ONLINE,
                        false,
                        0,
                        3,
                        Instant.parse("2026-01-01T00:00:00.123456Z"));
        String text = json.write(view, AgentView.class);
        assertThat(text).doesNotContain("routable").contains("\"2026-01-01T00:00:00.123456Z\"");
        assertThat(json.read(text, AgentView.class)).isEqualTo(view);
    }

    @Test
    void nullFieldsAreLeftOut() {
        Message media =
                new Message.Media(Message.Media.Kind.FILE, "https://x", null, null, null, null);
        String text = json.write(media, Message.class);
        assertThat(text).doesNotContain("null").doesNotContain("size");
        assertThat(json.read(text, Message.class)).isEqualTo(media);
    }

    @Test
    void unknownFieldsAreIgnored() {
        String newer = "{\"warnAfter\":\"PT1M\",\"x\":{\"y\":[1]},\"closeAfter\":\"PT0S\"}";
        assertThat(json.read(newer, IdleRule.class))
                .isEqualTo(new IdleRule(Duration.ofMinutes(1), Duration.ZERO));
    }

    @Test
    void anUnknownTagIsRefused() {
        assertThatThrownBy(() -> json.read("{\"@\":\"Song\"}", Message.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClassNameIsNoTag() {
        assertThatThrownBy(
                        () ->
                                json.read(
                                        "{\"anything\":{\"@\":\"java.lang.Thread\"}}",
                                        Holder.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIllegalValueIsRefused() {
        assertThatThrownBy(() -> json.read("{\"value\":-1}", SessionId.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> json.read("null", SessionId.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> json.read("{", SessionId.class))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
