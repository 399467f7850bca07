package dev.deskbus.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.app.NodeProcess;
import dev.deskbus.faults.Attempts.Again;
import dev.deskbus.faults.Attempts.Answer;
import dev.deskbus.faults.Attempts.Done;
import dev.deskbus.faults.Attempts.Refused;
import dev.deskbus.faults.Attempts.Result;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
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
            return answer(result, reply, good);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            balancer.onUnreachable(node);
            return new Again<>(Why.NOT_REACHED, 0);
        } catch (HttpTimeoutException e) {
            return new Again<>(Why.TIMEOUT, 0);
        } catch (IOException e) {
            return new Again<>(Why.RESET, 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Again<>(Why.TIMEOUT, 0);
        }
    }

    private static Answer<JsonNode> answer(int result, JsonNode reply, Set<Integer> good) {
        if (good.contains(result)) {
            return new Done<>(result, reply);
        }
        return result == TRY_AGAIN ? new Again<>(Why.TRY_AGAIN, result) : new Refused<>(result);
    }
}
