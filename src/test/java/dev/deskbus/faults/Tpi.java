package dev.deskbus.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.app.NodeProcess;
import dev.deskbus.faults.Attempts.Answer;
import dev.deskbus.faults.Attempts.Result;
import dev.deskbus.faults.Attempts.Verdict;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import java.util.Set;

/** The TPI interface of the whole cluster, through the load balancer, with all repeats. */
final class Tpi {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration CONNECTION = Duration.ofSeconds(1);
    private static final int TRY_AGAIN = -100;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECTION)
                    .build();
    private final Balancer balancer;

    Tpi(Balancer balancer) {
        this.balancer = balancer;
    }

    /** Asks until there is an answer; one of {@code good} is a success. */
    Result<JsonNode> ask(ObjectNode body, Set<Integer> good, Random random) {
        return Attempts.run(() -> attempt(body, good, balancer.pick(random)));
    }

    private Answer<JsonNode> attempt(ObjectNode body, Set<Integer> good, NodeProcess node) {
        HttpRequest request =
                HttpRequest.newBuilder(node.http("/EliteWebChat/tpi"))
                        .timeout(ANSWER)
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build();
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode reply = JSON.readTree(response.body());
            int result = reply.path("result").asInt(TRY_AGAIN);
            return new Answer<>(verdict(result, good), result, reply);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            balancer.onUnreachable(node);
            return new Answer<>(Verdict.AGAIN, 0, null);
        } catch (IOException e) {
            return new Answer<>(Verdict.AGAIN, 0, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer<>(Verdict.AGAIN, 0, null);
        }
    }

    private static Verdict verdict(int result, Set<Integer> good) {
        if (good.contains(result)) {
            return Verdict.DONE;
        }
        return result == TRY_AGAIN ? Verdict.AGAIN : Verdict.REFUSED;
    }
}
