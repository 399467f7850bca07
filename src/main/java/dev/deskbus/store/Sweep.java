package dev.deskbus.store;

import dev.deskbus.domain.search.PlainWords;
import dev.deskbus.domain.search.Snippet;
import dev.deskbus.port.TranscriptSearch.Found;
import dev.deskbus.port.TranscriptSearch.Hit;
import dev.deskbus.port.TranscriptSearch.Place;
import dev.deskbus.port.TranscriptSearch.Query;
import dev.deskbus.store.PgTranscriptSearch.Candidate;
import dev.deskbus.store.PgTranscriptSearch.Extent;
import dev.deskbus.store.PgTranscriptSearch.Look;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One search on its way into the past: a span after the other, each longer than the last as long as
 * there is little in them. Ends with a full page, at the beginning of time, or when it has taken
 * long enough.
 */
final class Sweep {
    private static final Duration FIRST_SPAN = Duration.ofHours(1);
    private static final Duration LONGEST_SPAN = Duration.ofDays(40_000);
    private static final Duration LONG_ENOUGH = Duration.ofMillis(1500);
    private static final int LITTLE = 1_000;
    private static final int MUCH = 20_000;
    private static final int WIDER = 24;
    private static final int A_BIT_WIDER = 4;

    private final PgTranscriptSearch search;
    private final Query query;
    private final @Nullable Instant oldest;
    private final @Nullable Place begin;
    private final long began = System.nanoTime();
    private final List<Hit> hits = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    Sweep(PgTranscriptSearch search, Query query, Extent extent) {
        this.search = search;
        this.query = query;
        this.oldest = later(extent.oldest(), query.filter().from());
        this.begin = begin(query, extent.newest());
    }

    /** From the end of time, unless the query says otherwise. */
    private static @Nullable Place begin(Query query, @Nullable Instant newest) {
        if (query.before() != null) {
            return query.before();
        }
        Instant to = query.filter().to();
        if (newest == null) {
            return null;
        }
        return to != null && to.compareTo(newest) <= 0
                ? new Place(to, 0)
                : new Place(newest, Long.MAX_VALUE);
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other == null || one.isAfter(other) ? one : other;
    }

    Future<Found> run() {
        return begin == null || oldest == null
                ? Future.succeededFuture(new Found(List.of(), null))
                : sweep(begin, oldest, query.filter().client() == null ? FIRST_SPAN : LONGEST_SPAN);
    }

    private Future<Found> sweep(Place below, Instant bottom, Duration span) {
        Instant from = from(below, bottom, span);
        int most = query.limit() + 1;
        return search.look(query, below, from, most)
                .compose(
                        look -> {
                            keep(look.candidates());
                            if (hits.size() > query.limit()) {
                                return Future.succeededFuture(full());
                            }
                            boolean isAll = look.candidates().size() < most;
                            Place next =
                                    isAll
                                            ? new Place(from, 0)
                                            : look.candidates().getLast().place();
                            if (isAll && !from.isAfter(bottom)) {
                                return Future.succeededFuture(new Found(hits, null));
                            }
                            return System.nanoTime() - began > LONG_ENOUGH.toNanos()
                                    ? Future.succeededFuture(new Found(hits, next))
                                    : sweep(next, bottom, isAll ? next(span, look) : span);
                        });
    }

    private static Instant from(Place below, Instant bottom, Duration span) {
        return Duration.between(bottom, below.at()).compareTo(span) <= 0
                ? bottom
                : below.at().minus(span);
    }

    private static Duration next(Duration span, Look look) {
        if (look.found() > MUCH || span.compareTo(LONGEST_SPAN) >= 0) {
            return span;
        }
        return span.multipliedBy(look.found() > LITTLE ? A_BIT_WIDER : WIDER);
    }

    private void keep(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            Optional<Snippet> snippet =
                    query.terms().find(PlainWords.of(candidate.row().message()));
            if (snippet.isPresent()) {
                hits.add(new Hit(candidate.row(), candidate.client(), snippet.get()));
                places.add(candidate.place());
            }
        }
    }

    private Found full() {
        return new Found(hits.subList(0, query.limit()), places.get(query.limit() - 1));
    }
}
