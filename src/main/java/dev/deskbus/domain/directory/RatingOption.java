package dev.deskbus.domain.directory;

/** One of the ratings that a client may give, such as 1, 满意. */
public record RatingOption(long id, String name) {}
