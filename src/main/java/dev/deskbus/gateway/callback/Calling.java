package dev.deskbus.gateway.callback;

import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Absent;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.gateway.http.StrictUrl;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;

/** Makes calls to third parties: where they may go, if they still may, and to what is there. */
final class Calling {
    private static final CallbackOutcome NOT_OURS =
            new Retryable("not sent: the shard is not ours any more");

    private final CallbackPost post;
    private final Vetting vetting;
    private final AbsentEndpoints absent;

    Calling(CallbackPost post, Vetting vetting, AbsentEndpoints absent) {
        this.post = post;
        this.vetting = vetting;
        this.absent = absent;
    }

    /** Says at which addresses a host may be called; fails when it may not. */
    @FunctionalInterface
    interface Vetting {
        /** All of them. */
        Future<List<InetAddress>> vet(StrictUrl url, Integration integration);
    }

    /** One call below that base. */
    Future<CallbackOutcome> call(String base, TpiCall call, Errand errand) {
        StrictUrl url = StrictUrl.parse(base);
        String endpoint = base + "/" + call.name();
        if (call.isOptional() && absent.contains(endpoint)) {
            return Future.succeededFuture(new Absent());
        }
        int attempt = errand.delivery().attempt();
        return vetting.vet(url, errand.integration())
                .map(found -> found.get(Math.floorMod(attempt - 1, found.size())))
                .compose(
                        address ->
                                errand.mayStill().getAsBoolean()
                                        ? post.post(
                                                url,
                                                address,
                                                call,
                                                errand.delivery(),
                                                errand.integration().signing())
                                        : Future.succeededFuture(NOT_OURS))
                .onSuccess(
                        outcome -> {
                            if (outcome instanceof Absent) {
                                absent.add(endpoint);
                            }
                        });
    }
}
