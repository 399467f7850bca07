package dev.deskbus.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.directory.RatingOption;
import java.util.ArrayList;
import java.util.List;

/** The ratings of a tenant: {@code ratings: {1: good, 2: bad}}; there need not be any. */
final class RatingReader {
    private static final String KEY = "ratings";
    private static final String NUMBER = "[0-9]{1,9}";

    private RatingReader() {}

    static List<RatingOption> read(YamlSection tenant) {
        JsonNode ratings = tenant.raw(KEY);
        if (!ratings.isMissingNode() && !ratings.isObject()) {
            tenant.fault(KEY, "must be a mapping");
        }
        List<RatingOption> found = new ArrayList<>();
        ratings.properties()
                .forEach(
                        rating -> {
                            String id = rating.getKey();
                            JsonNode name = rating.getValue();
                            if (!id.matches(NUMBER)) {
                                tenant.fault(KEY + "." + id, "the name of a rating is its number");
                            } else if (!name.isTextual() || name.textValue().isBlank()) {
                                tenant.fault(KEY + "." + id, "must be a text");
                            } else {
                                found.add(new RatingOption(Long.parseLong(id), name.textValue()));
                            }
                        });
        return found;
    }
}
