package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionKind;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type with its own, another's and no id: what is another's is not there (V2-59). */
class TpiAuditIT {
    private static final long WAITS = 103;
    private static final long OVER = 104;
    private static final long TALKS = 96;
    private static final long TALKS_WITH_ROBOT = 97;
    private static final long CLOSED = 98;
    private TpiServer server;
    private TpiServer.Caller owner;
    private TpiServer.Caller stranger;

    @BeforeEach
    void start() throws Exception {
        server = new TpiServer();
        owner = server.logIn("lori");
        stranger = server.logIn("stranger");
        owner.waits(WAITS);
        owner.has(OVER, RequestStatus.TIMEOUT, 0, null);
        owner.talks(TALKS, true);
        owner.talks(TALKS_WITH_ROBOT, true, SessionKind.ROBOT);
        owner.talks(CLOSED, false);
        server.bus.answer(new SessionAnswer.Logged(1, Instant.EPOCH));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    static Stream<Long> typesOfSessions() {
        return LongStream.of(
                        2001, 2002, 2003, 2004, 2005, 2006, 2021, 2022, 2023, 2024, 4001, 5001,
                        5002)
                .boxed();
    }

    static Stream<Long> typesOfRequests() {
        return LongStream.of(1001, 1002, 2002, 2003, 2004, 2005, 2006, 2020, 2024).boxed();
    }

    @ParameterizedTest
    @MethodSource("typesOfSessions")
    void anothersSessionIsAnsweredByteForByteAsNoSession(long type) throws Exception {
        String none = ofSession(stranger, type, 999_999);

        assertThat(none).startsWith("{\"result\":-11,");
        for (long id : new long[] {TALKS, TALKS_WITH_ROBOT, CLOSED, 0, -1, 1L << 53}) {
            assertThat(ofSession(stranger, type, id)).isEqualTo(none);
        }
        assertNothingHappened();
        assertThat(ofSession(owner, type, type == 2023 ? TALKS : TALKS_WITH_ROBOT))
                .isNotEqualTo(none);
    }

    @ParameterizedTest
    @MethodSource("typesOfRequests")
    void anothersRequestIsAnsweredByteForByteAsNoRequest(long type) throws Exception {
        String none = ofRequest(stranger, type, 999_999);

        assertThat(none).startsWith("{\"result\":-10,");
        for (long id : new long[] {WAITS, OVER, 0, -1, 1L << 53}) {
            assertThat(ofRequest(stranger, type, id)).isEqualTo(none);
        }
        assertNothingHappened();
        assertThat(ofRequest(owner, type, WAITS)).isNotEqualTo(none);
    }

    @ParameterizedTest
    @EnumSource
    void noTypeNeedsMoreThanItsTokenToRefuseOne(TpiType.Guarded type) throws Exception {
        String none = post("{\"type\":" + type.number() + "}");
        String wrong =
                post(
                        "{\"type\":"
                                + type.number()
                                + ",\"token\":\"21B92585-4FDF-EF9D-1C8E-19D34D06F34B\","
                                + "\"sessionId\":96,\"requestId\":103}");

        assertThat(none).startsWith("{\"result\":-15,");
        assertThat(wrong).isEqualTo(none);
        assertNothingHappened();
    }

    @Test
    void everyTypeOfTheDocumentIsAudited() {
        assertThat(
                        Stream.of(TpiType.Guarded.values())
                                .map(TpiType.Guarded::number)
                                .filter(type -> type != 2 && type != 1000)
                                .filter(type -> type != 5003 && type != 5004))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(typesOfSessions(), typesOfRequests()).distinct().toList());
    }

    /** Warm, the promise is 50 ms on an idle machine; the limit here is for a busy one. */
    @Test
    void whatIsTooDeepTooLongOrTooManyIsRefusedAtOnce() throws Exception {
        for (String bomb :
                new String[] {
                    "{\"type\":2001,\"extra\":" + "[".repeat(100_000),
                    "{\"type\":2001,\"sessionId\":" + "9".repeat(100_000) + "}",
                    "{type:2001,extra:[" + "1,".repeat(100_000) + "1]}",
                    "{\"" + "a".repeat(100_000) + "\":1}"
                }) {
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 4; i++) {
                long begun = System.nanoTime();
                assertThat(post(bomb)).startsWith("{\"result\":-8,");
                best = Math.min(best, System.nanoTime() - begun);
            }
            assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(200));
        }
    }

    private String ofSession(TpiServer.Caller caller, long type, long id) throws Exception {
        return post(everything(caller, type).put("sessionId", id).toString());
    }

    private String ofRequest(TpiServer.Caller caller, long type, long id) throws Exception {
        return post(everything(caller, type).put("requestId", id).toString());
    }

    /** What any of the types could want, and no id. */
    private static ObjectNode everything(TpiServer.Caller caller, long type) {
        return TpiServer.JSON
                .createObjectNode()
                .put("type", type)
                .put("token", caller.token)
                .put("imageUri", "http://a/b.png")
                .put("voiceData", "IyFBTVIK")
                .put("latitude", 1)
                .put("longitude", 2)
                .put("fileUrl", "http://a/b.pdf")
                .put("sightUri", "http://a/b.mp4")
                .put("text", "a")
                .put("notice", "a")
                .put("ratingId", 1)
                .put("clientId", caller.client.value());
    }

    private String post(String body) throws Exception {
        return TpiServer.send(
                        server.request("/webchat/tpi")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build())
                .body();
    }

    private void assertNothingHappened() {
        assertThat(server.bus.asked).isEmpty();
        assertThat(server.bus.told).isEmpty();
        assertThat(server.media.kept).isEmpty();
    }
}
