package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database: an agent on one serves a client on the other. */
class TwoNodesIT {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir Path folder;

    @Test
    void anAgentOnOneNodeServesAClientOnTheOther() throws Exception {
        int database = freePort();
        try (CallbackReceiver thirdParty = new CallbackReceiver();
                NodeProcess first =
                        NodeProcess.start(
                                Files.createDirectory(folder.resolve("first")),
                                Map.of(
                                        "DESKBUS_DATABASE_PORT",
                                        "" + database,
                                        "DESKBUS_JWT_SECRET",
                                        SECRET));
                NodeProcess second =
                        NodeProcess.start(
                                Files.createDirectory(folder.resolve("second")),
                                Map.of(
                                        "DESKBUS_DATABASE_URL",
                                        "postgresql://postgres@127.0.0.1:" + database + "/deskbus",
                                        "DESKBUS_CLUSTER_MEMBERS",
                                        first.clusterMember(),
                                        "DESKBUS_JWT_SECRET",
                                        SECRET))) {
            KfConsole agent = KfConsole.logIn(first, "SELITE");
            for (int round = 0; round < 5; round++) {
                talk(new TpiCaller(second).logIn("far" + round), agent, thirdParty);
            }
            agent.close();
        }
    }

    private static void talk(TpiCaller visitor, KfConsole agent, CallbackReceiver thirdParty)
            throws Exception {
        visitor.enqueue(2, thirdParty.address());
        agent.push("wait_list_push", visitor.clientId());
        assertThat(agent.call("connect", "userid", visitor.clientId()).path("code").asInt())
                .isZero();
        long session =
                thirdParty
                        .await("create", visitor.clientId(), 1)
                        .getFirst()
                        .body()
                        .get("sessionId")
                        .asLong();

        JsonNode said = visitor.call(2001, "sessionId", session, "text", "from the other node");
        assertThat(said.path("result").asInt()).isEqualTo(1);
        JsonNode heard = agent.push("connect_list_push", visitor.clientId());
        while (!heard.at("/user_query/0/value/text").asText().equals("from the other node")) {
            heard = agent.push("connect_list_push", visitor.clientId());
        }
        agent.say(visitor.clientId(), "and back");
        JsonNode called = thirdParty.await("msg", visitor.clientId(), 1).getLast().body();
        assertThat(called.path("content").asText()).isEqualTo("and back");
        assertThat(agent.call("disconnect", "userid", visitor.clientId()).path("code").asInt())
                .isZero();
        List<CallbackReceiver.Call> closed = thirdParty.await("close", visitor.clientId(), 1);
        assertThat(closed.getFirst().body().get("sessionId").asLong()).isEqualTo(session);
        Await.until(
                Duration.ofSeconds(5),
                () -> visitor.call(2001, "sessionId", session, "text", "late"),
                reply -> reply.path("result").asInt() == -11);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
