package dev.deskbus.gateway.console.kf;

import dev.deskbus.gateway.console.FakeDirectory;
import dev.deskbus.gateway.console.Screen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A screen that can be read afterwards: the words of each push, or else its method. */
final class Paper implements Screen {
    private final List<JsonObject> pushes = new ArrayList<>();
    int left = Integer.MAX_VALUE;

    /** Of a console that announced these features, and all ends. */
    KfFrames frames(String... features) {
        KfPushes forms = new KfPushes(false);
        KfColleagues colleagues = new KfColleagues(new FakeDirectory(), this);
        KfExtras extras = new KfExtras(forms, colleagues, this, Set.of(features));
        return new KfFrames(forms, true, null, extras, this);
    }

    List<String> shown() {
        return pushes.stream().map(Paper::words).toList();
    }

    String lastUser() {
        return pushes.getLast().getString("userid");
    }

    /** One word after the other of that user. */
    List<String> words(String user) {
        return pushes.stream()
                .filter(push -> push.getString("userid").equals(user))
                .map(Paper::words)
                .flatMap(words -> List.of(words.split(",")).stream())
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String words(JsonObject push) {
        JsonArray words = push.getJsonArray("user_query");
        return words == null
                ? push.getString("method")
                : words.stream()
                        .map(each -> ((JsonObject) each).getJsonObject("value").getString("text"))
                        .collect(Collectors.joining(","));
    }

    @Override
    public boolean push(JsonObject push) {
        if (left == 0) {
            return false;
        }
        left--;
        pushes.add(push);
        return true;
    }

    @Override
    public <T> Future<T> enter(Supplier<Future<T>> work) {
        return work.get();
    }

    @Override
    public <T> Future<T> here(Future<T> work) {
        return work;
    }
}
