package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.Signatures;
import dev.deskbus.gateway.http.Signatures.Verdict;
import dev.deskbus.gateway.tpi.Regulars.Regular;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ClientStore.Holder;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Knows which integration a request belongs to, and holds its signature against that integration's
 * rule before anything else is told of it (decisions G-8, G-10, G-14).
 *
 * <p>Under a token it is the token's integration, whatever {@code epid} says: naming a laxer one
 * gains nothing. An {@code epid} is judged even before the token is looked for, and for a token
 * that nobody has, in place of its integration; without one, the default's rule is. So somebody
 * without the key hears of a token, at most, that it lives; and only who has the token already.
 */
public final class Senders {
    private static final int LONGEST_NAME = 255;

    private final AgentDirectory directory;
    private final Signatures signatures;
    private final Tokens tokens;
    private final Consumer<String> lenient;

    /**
     * Knows nobody else than these.
     *
     * @param lenient told the integration of each body that is no strict JSON (decision G-2)
     */
    Senders(
            AgentDirectory directory,
            Signatures signatures,
            Tokens tokens,
            Consumer<String> lenient) {
        this.lenient = lenient;
        this.directory = directory;
        this.signatures = signatures;
        this.tokens = tokens;
    }

    /** Whose system a request without a token comes from, and what its signature shows. */
    public record Sender(Integration integration, Verdict verdict) {}

    /** The sender; fails with {@code SIGNATURE_INVALID}, or when there is no such {@code epid}. */
    Future<Sender> findSender(Sent sent) {
        return findNamed(sent)
                .compose(
                        named ->
                                named.map(Future::succeededFuture)
                                        .orElseGet(directory::getDefaultIntegration)
                                        .map(
                                                integration -> {
                                                    Verdict verdict = judge(integration, sent);
                                                    requireKnown(named, sent);
                                                    noteForm(integration, sent);
                                                    return new Sender(integration, verdict);
                                                }));
    }

    /** Who holds the token; fails with {@code SIGNATURE_INVALID} or {@code TOKEN_INVALID}. */
    Future<Holder> findHolder(Sent sent) {
        return judgeNamed(sent)
                .compose(
                        named ->
                                tokens.findHolder(sent.fields())
                                        .compose(
                                                found ->
                                                        found.map(holder -> judged(holder, sent))
                                                                .orElseGet(
                                                                        () ->
                                                                                refuse(
                                                                                        named,
                                                                                        sent))));
    }

    /** The same for whom the token is believed to be; fails also when its integration is gone. */
    Future<Holder> admit(Regular regular, Sent sent) {
        return judgeNamed(sent)
                .compose(_ -> directory.findIntegration(regular.integration()))
                .compose(
                        found ->
                                found.map(current -> judged(regular.under(current), sent))
                                        .orElseGet(() -> refuse(found, sent)));
    }

    private Future<Optional<Integration>> judgeNamed(Sent sent) {
        return findNamed(sent)
                .map(
                        named -> {
                            named.ifPresent(integration -> judge(integration, sent));
                            return named;
                        });
    }

    /** Whether the request of that holder, judged already, is signed with a key of its own. */
    boolean isSigned(Holder holder, Sent sent) {
        return judge(holder.integration(), sent).signed();
    }

    private Future<Holder> judged(Holder holder, Sent sent) {
        judge(holder.integration(), sent);
        noteForm(holder.integration(), sent);
        return Future.succeededFuture(holder);
    }

    private void noteForm(Integration integration, Sent sent) {
        if (sent.fields().isLenient()) {
            lenient.accept(integration.name());
        }
    }

    private Future<Holder> refuse(Optional<Integration> judged, Sent sent) {
        return judged.map(Future::succeededFuture)
                .orElseGet(directory::getDefaultIntegration)
                .map(
                        integration -> {
                            judge(integration, sent);
                            throw new Refusal(ErrorCode.TOKEN_INVALID, "no such token");
                        });
    }

    private Verdict judge(Integration integration, Sent sent) {
        return signatures.judge(integration.signing(), sent.proof(), sent.body());
    }

    private Future<Optional<Integration>> findNamed(Sent sent) {
        String epid = epid(sent);
        return epid.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : directory.findIntegration(epid);
    }

    private static void requireKnown(Optional<Integration> named, Sent sent) {
        if (named.isEmpty() && !sent.fields().idOrEmpty("epid", LONGEST_NAME).isEmpty()) {
            throw new Refusal(ErrorCode.PARAMETER_INVALID, "epid is not known");
        }
    }

    /** Empty for one that nobody can have; its form is a matter for later. */
    private static String epid(Sent sent) {
        try {
            return sent.fields().idOrEmpty("epid", LONGEST_NAME);
        } catch (Refusal _) {
            return "";
        }
    }
}
