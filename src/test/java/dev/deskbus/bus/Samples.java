package dev.deskbus.bus;

import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.session.SessionCommand;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes one of each record: full, or with null wherever null is allowed. */
final class Samples {
    private static final Map<Class<?>, Object> PLAIN =
            Map.ofEntries(
                    Map.entry(String.class, "text-1"),
                    Map.entry(long.class, 9007199254740991L),
                    Map.entry(Long.class, 9007199254740991L),
                    Map.entry(int.class, 3),
                    Map.entry(double.class, 31.25),
                    Map.entry(Integer.class, 3),
                    Map.entry(boolean.class, true),
                    Map.entry(Instant.class, Instant.parse("2026-02-03T04:05:06.789012Z")),
                    Map.entry(Duration.class, Duration.ofMillis(90_500)));

    private final boolean full;

    Samples(boolean full) {
        this.full = full;
    }

    Object of(Class<?> record) {
        return one(record, record);
    }

    private Object one(Class<?> owner, Type type) {
        if (type instanceof ParameterizedType generic) {
            return container(owner, generic);
        }
        Class<?> raw = (Class<?>) type;
        if (PLAIN.containsKey(raw)) {
            return PLAIN.get(raw);
        }
        if (raw == Object.class) {
            return of(
                    owner == Envelope.Shown.class
                            ? ConsoleEvent.SessionSaid.class
                            : SessionCommand.Say.class);
        }
        if (raw.isEnum()) {

            return raw.getEnumConstants()[0];
        }
        return raw.isSealed() ? one(raw, raw.getPermittedSubclasses()[0]) : record(raw);
    }

    private Object container(Class<?> owner, ParameterizedType type) {
        Type argument = type.getActualTypeArguments()[0];
        if (type.getRawType() == Map.class) {
            return Map.of(one(owner, argument), one(owner, type.getActualTypeArguments()[1]));
        }
        if (type.getRawType() == Optional.class) {
            return full ? Optional.of(one(owner, argument)) : Optional.empty();
        }
        List<Object> all = new ArrayList<>();
        if (argument instanceof Class<?> raw && raw.isSealed()) {
            Arrays.stream(raw.getPermittedSubclasses()).forEach(each -> all.add(one(raw, each)));
        } else {
            all.add(one(owner, argument));
        }
        List<Object> some = full ? all : List.of();
        return type.getRawType() == Set.class ? Set.copyOf(some) : List.copyOf(some);
    }

    private Object record(Class<?> record) {
        if (record == AgentId.class) {
            return new AgentId("SELITE");
        }
        RecordComponent[] components = record.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] =
                    !full && isNullable(components[i].getAnnotatedType())
                            ? null
                            : one(record, components[i].getGenericType());
        }
        try {
            return record.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("cannot make a sample of " + record, e);
        }
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }
}
