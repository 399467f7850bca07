package dev.deskbus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.faults.SabotagedNode.Sabotage;
import dev.deskbus.store.PgNodeStore;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sabotages are replacements in the text of statements, which may change without them. */
class SabotageTest {
    private static final List<String> STATEMENTS = statements();

    @ParameterizedTest
    @EnumSource(Sabotage.class)
    void everyReplacementStillFindsItsPlace(Sabotage sabotage) {
        assertThat(sabotage.finds())
                .allSatisfy(
                        text ->
                                assertThat(STATEMENTS)
                                        .anyMatch(statement -> statement.contains(text)));
    }

    @Test
    void theWorstPlaceIsInTheStatementThatSettlesCallbacks() {
        assertThat(ofTheOutbox())
                .filteredOn(statement -> statement.contains(SabotagedNode.WORST_PLACE))
                .singleElement()
                .satisfies(
                        statement -> assertThat(statement).contains("update callback c set state"));
    }

    @Test
    void withoutTheFenceNoStatementOfTheOutboxLocksOrComparesAShard() {
        assertThat(ofTheOutbox())
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(statement -> statement.contains("for no key update"))
                .extracting(Sabotage.FENCE::apply)
                .noneMatch(statement -> statement.contains("for no key update"))
                .noneMatch(statement -> statement.matches(".*\\bepoch = \\w+\\.epoch.*"));
    }

    @Test
    void withoutTheAttemptBeforeTheSendNoTakingCountsIt() {
        assertThat(ofTheOutbox())
                .extracting(Sabotage.ATTEMPT::apply)
                .noneMatch(statement -> statement.contains("attempt = c.attempt + 1, next_at"))
                .allMatch(statement -> statement.contains("c.attempt + 1 as attempt"))
                .anyMatch(statement -> statement.contains("attempt = c.attempt + 1, state"));
    }

    private static List<String> ofTheOutbox() {
        return STATEMENTS.stream()
                .filter(statement -> statement.startsWith("with "))
                .filter(statement -> statement.contains("taker = $"))
                .toList();
    }

    /** All texts that are constants where statements are. */
    private static List<String> statements() {
        try (Stream<Path> files = Files.list(home())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .flatMap(SabotageTest::texts)
                    .map(text -> text.replaceAll("\\s+", " "))
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Path home() throws URISyntaxException {
        return Path.of(PgNodeStore.class.getResource("PgNodeStore.class").toURI()).getParent();
    }

    private static Stream<String> texts(String simpleName) {
        try {
            Class<?> owner = Class.forName(PgNodeStore.class.getPackageName() + "." + simpleName);
            return Arrays.stream(owner.getDeclaredFields())
                    .filter(field -> Modifier.isStatic(field.getModifiers()))
                    .filter(field -> field.getType() == String.class)
                    .map(SabotageTest::text);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Field field) {
        try {
            field.setAccessible(true);
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
