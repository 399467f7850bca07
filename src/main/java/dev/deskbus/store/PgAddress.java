package dev.deskbus.store;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Where a PostgreSQL database is, and who logs in there. */
public record PgAddress(String host, int port, String database, String user, String password) {
    private static final int STANDARD_PORT = 5432;
    private static final Pattern SCHEME =
            Pattern.compile("^(jdbc:)?postgres(ql)?://", Pattern.CASE_INSENSITIVE);

    /**
     * Reads {@code postgresql://user:password@host:port/database}; {@code jdbc:} in front is
     * accepted, user and password may be percent-encoded.
     *
     * @throws IllegalArgumentException when it is no such URL; the message never shows the password
     */
    public static PgAddress parse(String url) {
        if (!SCHEME.matcher(url).find()) {
            throw new IllegalArgumentException("not a postgresql:// URL");
        }
        URI uri = toUri(SCHEME.matcher(url).replaceFirst("postgresql://"));
        String[] login = login(uri);
        String path = uri.getPath();
        if (uri.getHost() == null || path == null || path.length() < 2 || login[0].isEmpty()) {
            throw new IllegalArgumentException(
                    "a database URL needs a user, a host and a database name");
        }
        int port = uri.getPort() < 0 ? STANDARD_PORT : uri.getPort();
        return new PgAddress(uri.getHost(), port, path.substring(1), login[0], login[1]);
    }

    /** The same server and login, another database. */
    public PgAddress withDatabase(String name) {
        return new PgAddress(host, port, name, user, password);
    }

    /** The URL for JDBC; login apart. */
    public String toJdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
    }

    private static URI toUri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            // Its own message would show the password.
            throw new IllegalArgumentException("not a readable database URL");
        }
    }

    private static String[] login(URI uri) {
        String raw = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = raw.indexOf(':');
        return colon < 0
                ? new String[] {decode(raw), ""}
                : new String[] {decode(raw.substring(0, colon)), decode(raw.substring(colon + 1))};
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
