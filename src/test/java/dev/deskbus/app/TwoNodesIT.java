package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.FreePorts;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database: an agent on one serves a client on the other. */
class TwoNodesIT {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir Path folder;

    @Test
    void anAgentOnOneNodeServesAClientOnTheOther() throws Exception {
        twoNodesTalk(Map.of());
    }

    @Test
    void soDoTheyOverAnEncryptedBusThatTakesNoStrangers() throws Exception {
        Path certificate = folder.resolve("node.pem");
        Path key = folder.resolve("key.pem");
        Process made =
                new ProcessBuilder(
                                "openssl",
                                "req",
                                "-x509",
                                "-newkey",
                                "rsa:2048",
                                "-nodes",
                                "-days",
                                "1",
                                "-subj",
                                "/CN=deskbus",
                                "-keyout",
                                key.toString(),
                                "-out",
                                certificate.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(made.waitFor(20, TimeUnit.SECONDS)).isTrue();
        twoNodesTalk(
                Map.of(
                        "DESKBUS_BUS_TLS_CERTIFICATE", certificate.toString(),
                        "DESKBUS_BUS_TLS_KEY", key.toString(),
                        "DESKBUS_BUS_TLS_AUTHORITY", certificate.toString()));
    }

    private void twoNodesTalk(Map<String, String> more) throws Exception {
        int database = FreePorts.next();
        try (CallbackReceiver thirdParty = new CallbackReceiver();
                NodeProcess first =
                        NodeProcess.start(
                                Files.createDirectory(folder.resolve("first")),
                                with(
                                        more,
                                        "DESKBUS_DATABASE_PORT",
                                        "" + database,
                                        "DESKBUS_JWT_SECRET",
                                        SECRET));
                NodeProcess second =
                        NodeProcess.start(
                                Files.createDirectory(folder.resolve("second")),
                                with(
                                        more,
                                        "DESKBUS_DATABASE_URL",
                                        "postgresql://postgres@127.0.0.1:" + database + "/deskbus",
                                        "DESKBUS_CLUSTER_MEMBERS",
                                        first.clusterMember(),
                                        "DESKBUS_JWT_SECRET",
                                        SECRET))) {
            if (!more.isEmpty()) {
                assertStrangerIsRefused(first);
            }
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

    /** Without a certificate of the authority there is no handshake, and so no envelope. */
    private static void assertStrangerIsRefused(NodeProcess node) throws Exception {
        SSLContext anybody = SSLContext.getInstance("TLS");
        anybody.init(null, new TrustManager[] {new TrustsEverybody()}, null);
        try (Socket stranger =
                anybody.getSocketFactory().createSocket("127.0.0.1", node.busPort())) {
            stranger.setSoTimeout(10_000);
            assertThatThrownBy(
                            () -> {
                                stranger.getOutputStream().write(1);
                                stranger.getInputStream().read();
                            })
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    private static final class TrustsEverybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static Map<String, String> with(Map<String, String> more, String... pairs) {
        Map<String, String> all = new HashMap<>(more);
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(pairs[i], pairs[i + 1]);
        }
        return all;
    }
}
