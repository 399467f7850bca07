package dev.deskbus.gateway.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.gateway.console.web.WebRequests.InSession;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Verbs and bodies. */
class WebCodecTest {
    private static final SessionId TALK = new SessionId(96);
    private static final Message HELLO = Message.Text.plain("hello");
    private static final String WORDS = "{session:96,message:{type:'text',text:'hello'}";

    private static Fields body(String json) {
        return new JsonBody().parse(Buffer.buffer(json));
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("login", "{token:'t'}", new WebRequests.Login("t", "", true)),
                Arguments.of(
                        "login", "{ticket:'x',force:false}", new WebRequests.Login("", "x", false)),
                Arguments.of("logout", "{}", new WebRequests.Logout()),
                Arguments.of("resume", "{}", new WebRequests.Resume(Map.of())),
                Arguments.of(
                        "resume",
                        "{sessions:{'96':12,'97':-1}}",
                        new WebRequests.Resume(Map.of(TALK, 12L, new SessionId(97), 0L))),
                Arguments.of("say", WORDS + "}", new WebRequests.Say(TALK, HELLO, null)),
                Arguments.of(
                        "say",
                        WORDS + ",client_msg_id:'m1'}",
                        new WebRequests.Say(TALK, HELLO, "m1")),
                Arguments.of("state", "{}", new WebRequests.GetState()),
                Arguments.of(
                        "status", "{status:'away'}", new WebRequests.SetStatus(AgentStatus.AWAY)),
                Arguments.of("auto_accept", "{on:true}", new WebRequests.SetAutoAccept(true)),
                Arguments.of("pause", "{on:0}", new WebRequests.SetPaused(false)),
                Arguments.of("accept", "{request:7}", new WebRequests.Accept(new RequestId(7))),
                Arguments.of("reject", "{request:'7'}", new WebRequests.Reject(new RequestId(7))));
    }

    static Stream<Arguments> requestsOfSessions() {
        return Stream.of(
                Arguments.of(
                        "transfer",
                        "{session:96,to:'AE1EA'}",
                        new WebRequests.Transfer(TALK, new AgentId("AE1EA"), null)),
                Arguments.of(
                        "transfer",
                        "{session:96,queue:2}",
                        new WebRequests.Transfer(TALK, null, new QueueId(2))),
                Arguments.of(
                        "transfer", "{session:96}", new WebRequests.Transfer(TALK, null, null)),
                Arguments.of(
                        "invite",
                        "{session:96,agent:'AE1EA'}",
                        new WebRequests.Invite(TALK, new AgentId("AE1EA"))),
                Arguments.of(
                        "note", "{session:96,text:'x'}", new WebRequests.Note(TALK, "x", false)),
                Arguments.of(
                        "whisper", "{session:96,text:'x'}", new WebRequests.Note(TALK, "x", true)),
                Arguments.of("revoke", "{session:96,seq:3}", new WebRequests.Revoke(TALK, 3)),
                Arguments.of("edit", WORDS + ",seq:3}", new WebRequests.Edit(TALK, 3, HELLO)),
                Arguments.of(
                        "force_status",
                        "{agent:'AE1EA',status:'busy'}",
                        new WebRequests.ForceStatus(new AgentId("AE1EA"), AgentStatus.BUSY)),
                Arguments.of("agents", "{}", new WebRequests.GetAgents()),
                Arguments.of("sessions", "{}", new WebRequests.GetSessions(null)),
                Arguments.of(
                        "sessions",
                        "{agent:'AE1EA'}",
                        new WebRequests.GetSessions(new AgentId("AE1EA"))),
                Arguments.of(
                        "record",
                        "{client:'c',page:2,page_size:500}",
                        new WebRequests.GetRecord(new ClientId("c"), 2, 100)));
    }

    @ParameterizedTest
    @MethodSource({"requests", "requestsOfSessions"})
    void everyVerbIsRead(String verb, String body, WebRequests request) {
        assertThat(WebCodec.decode(verb, body(body))).contains(request);
    }

    @ParameterizedTest
    @EnumSource(InSession.Deed.class)
    void deedsNameASession(InSession.Deed deed) {
        String verb = deed.name().toLowerCase(Locale.ROOT);

        assertThat(WebCodec.decode(verb, body("{session:96}")))
                .contains(new WebRequests.InSession(TALK, deed));
        assertThatThrownBy(() -> WebCodec.decode(verb, body("{}"))).isInstanceOf(Refusal.class);
    }

    @Test
    void otherVerbsAreUnknown() {
        assertThat(WebCodec.decode("drop_table", body("{session:96}"))).isEmpty();
        assertThat(WebCodec.decode("", body("{}"))).isEmpty();
        assertThat(WebCodec.decode("Say", body("{}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "say | {session:0,message:{type:'text',text:'x'}}",
                "say | {session:96}",
                "say | {session:9007199254740993,message:{type:'text',text:'x'}}",
                "resume | {sessions:[1]}",
                "resume | {sessions:{'a':1}}",
                "resume | {sessions:{'0':1}}",
                "resume | {sessions:{'1':'x'}}",
                "status | {status:'gone'}",
                "status | {}",
                "pause | {}",
                "pause | {on:'perhaps'}",
                "transfer | {session:96,to:'A',queue:1}",
                "transfer | {session:96,to:'a.b'}",
                "record | {client:'c',page:0}",
                "record | {}",
                "revoke | {session:96,seq:0}",
            })
    void whatIsWrongIsRefused(String verb, String body) {
        assertThatThrownBy(() -> WebCodec.decode(verb, body(body)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.code()).isEqualTo(ErrorCode.PARAMETER_INVALID));
    }

    @Test
    void noConsoleHasMoreSessionsThanThat() {
        StringBuilder many = new StringBuilder("{sessions:{");
        for (int i = 1; i <= 257; i++) {
            many.append("'").append(i).append("':1,");
        }

        assertThatThrownBy(() -> WebCodec.decode("resume", body(many + "}}")))
                .isInstanceOf(Refusal.class);
    }
}
