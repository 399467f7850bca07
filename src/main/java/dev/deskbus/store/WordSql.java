package dev.deskbus.store;

import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.search.SearchTerms;
import dev.deskbus.domain.search.SearchTerms.Wanted;
import dev.deskbus.domain.search.Words;
import java.util.stream.Collectors;

/**
 * Words as PostgreSQL's text search has them. Each stands behind the number of its tenant, so that
 * no tenant's searches read another's index. Made here and not by its dictionaries, which know
 * nothing of Chinese, and take it for punctuation in a database of locale C.
 */
final class WordSql {
    private WordSql() {}

    /** The words of a text with blanks between them; empty when there are none. */
    static String words(TenantId tenant, String text) {
        return Words.of(text).stream()
                .map(word -> of(tenant, word))
                .collect(Collectors.joining(" "));
    }

    /** A {@code tsquery} for what every text has in which the terms are found. */
    static String query(TenantId tenant, SearchTerms terms) {
        return terms.wanted().stream()
                .map(wanted -> lexeme(tenant, wanted))
                .collect(Collectors.joining(" & "));
    }

    private static String lexeme(TenantId tenant, Wanted wanted) {
        String quoted = of(tenant, wanted.word()).replace("\\", "\\\\").replace("'", "''");
        return "'" + quoted + "'" + (wanted.prefix() ? ":*" : "");
    }

    private static String of(TenantId tenant, String word) {
        return tenant.value() + "/" + word;
    }
}
