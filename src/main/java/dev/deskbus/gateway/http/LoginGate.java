package dev.deskbus.gateway.http;

/** Bounds guesses at passwords, for each account and for each address they come from. */
final class LoginGate {
    private final Throttle accounts;
    private final Throttle addresses;
    private final long retryAfter;

    LoginGate(LoginLimits limits) {
        accounts = new Throttle(limits.perAccount(), limits.period());
        addresses = new Throttle(limits.perAddress(), limits.period());
        int slower = Math.min(limits.perAccount(), limits.perAddress());
        retryAfter = Math.max(1, limits.period().dividedBy(slower).toSeconds());
    }

    /** Counts an attempt; false when it is one too many. */
    boolean admits(String login, String address) {
        return addresses.tryTake(address) && accounts.tryTake(login);
    }

    /** The attempt was no wrong guess. */
    void forgive(String login, String address) {
        addresses.giveBack(address);
        accounts.giveBack(login);
    }

    /** After how many seconds one more attempt may be made. */
    long retryAfter() {
        return retryAfter;
    }
}
