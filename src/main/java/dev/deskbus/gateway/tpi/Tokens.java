package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.Sha256;
import dev.deskbus.port.ClientStore;
import dev.deskbus.port.ClientStore.Grant;
import dev.deskbus.port.ClientStore.Holder;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives out tokens and knows who holds them (decision V2-4). Only their digests are kept. */
final class Tokens {
    private static final Pattern FORM =
            Pattern.compile("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
    private static final int LONGEST = 64;

    private final ClientStore clients;

    Tokens(ClientStore clients) {
        this.clients = clients;
    }

    /** A new token for the client. */
    Future<TpiReplies> issue(Client client, String integration, boolean wholeHistory) {
        String token = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        return clients.issueToken(key(token), new Grant(client.id(), integration, wholeHistory))
                .map(new TpiReplies.LoggedOn(client.id(), token));
    }

    /** Who holds this; fails with {@code TOKEN_INVALID}, whatever is wrong with it. */
    Future<Holder> getHolder(String token) {
        return findHolder(token).map(found -> found.orElseThrow(Tokens::invalid));
    }

    /** Who sent this; empty whatever is wrong with the token. */
    Future<Optional<Holder>> findHolder(Fields fields) {
        return findHolder(tokenIn(fields));
    }

    /** The same for a token that came otherwise. */
    Future<Optional<Holder>> findHolder(String token) {
        if (!FORM.matcher(token).matches()) {
            return Future.succeededFuture(Optional.empty());
        }
        return clients.useToken(key(token));
    }

    /** What it is kept as; empty for what cannot be one. */
    static Optional<TokenKey> keyOf(Fields fields) {
        return Optional.of(tokenIn(fields))
                .filter(token -> FORM.matcher(token).matches())
                .map(Tokens::key);
    }

    /** Ends the token, if there is one. */
    Future<Boolean> revoke(Holder holder) {
        TokenKey key = holder.key();
        return key == null ? Future.succeededFuture(false) : clients.revokeToken(key);
    }

    private static String tokenIn(Fields fields) {
        try {
            return fields.textOrEmpty("token", LONGEST);
        } catch (Refusal _) {
            return "";
        }
    }

    private static TokenKey key(String token) {
        return new TokenKey(Sha256.hex(token));
    }

    private static Refusal invalid() {
        return new Refusal(ErrorCode.TOKEN_INVALID, "no such token");
    }
}
