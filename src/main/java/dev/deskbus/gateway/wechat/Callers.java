package dev.deskbus.gateway.wechat;

import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.Signatures;
import dev.deskbus.port.AgentDirectory;
import io.vertx.core.Future;

/**
 * Knows for which service account a request speaks, and lets nobody speak who may not: neither a
 * known server nor signed (decision WX-1). An account that the directory does not name is served by
 * the rules of the default integration, under its own {@code epid} all the same (WX-26).
 */
final class Callers {
    private final AgentDirectory directory;
    private final Signatures signatures;
    private final WeChatAccess access;

    Callers(AgentDirectory directory, Signatures signatures, WeChatAccess access) {
        this.directory = directory;
        this.signatures = signatures;
        this.access = access;
    }

    /** The account; fails with {@code SIGNATURE_INVALID} or {@code CALLER_NOT_ALLOWED}. */
    Future<Caller> findCaller(Sent sent) {
        return Future.succeededFuture(sent.fields())
                .map(WeChatCodec::epid)
                .compose(epid -> findCaller(epid).map(caller -> admitted(caller, sent)));
    }

    private Future<Caller> findCaller(String epid) {
        return epid.isEmpty()
                ? directory.getDefaultIntegration().map(one -> new Caller(one, one.name()))
                : directory
                        .findIntegration(epid)
                        .compose(
                                found ->
                                        found.map(Future::succeededFuture)
                                                .orElseGet(directory::getDefaultIntegration))
                        .map(integration -> new Caller(integration, epid));
    }

    private Caller admitted(Caller caller, Sent sent) {
        Integration integration = caller.integration();
        boolean signed =
                signatures.judge(integration.signing(), sent.proof(), sent.body()).signed();
        if (!signed && !access.admits(sent.address(), sent.firstHand())) {
            throw notAllowed();
        }
        return caller;
    }

    /** What whoever may not speak is told. */
    static Refusal notAllowed() {
        return new Refusal(ErrorCode.CALLER_NOT_ALLOWED, "not a known server, and not signed");
    }
}
