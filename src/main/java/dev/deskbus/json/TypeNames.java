package dev.deskbus.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which records there are under some roots, and how each is called; two never share a name. */
public final class TypeNames {
    private final Map<String, Class<?>> typeByName = new HashMap<>();
    private final Map<Class<?>, String> nameByType = new HashMap<>();

    private TypeNames(List<Class<?>> records, boolean alwaysOuter) {
        for (Class<?> record : records) {
            boolean plain = !alwaysOuter && isUnique(record, records);
            String name = plain ? record.getSimpleName() : withOuter(record);
            Class<?> other = typeByName.put(name, record);
            if (other != null && other != record) {
                throw new IllegalArgumentException("two records are called " + name);
            }
            nameByType.put(record, name);
        }
    }

    /** Simple names where these are unique under the root, {@code Outer.Record} where not. */
    static TypeNames ofSimple(Class<?> root) {
        return new TypeNames(records(root), false);
    }

    /** {@code Outer.Record}, always: packages may move, the outer type not. */
    public static TypeNames ofOuter(Class<?>... roots) {
        List<Class<?>> records = new ArrayList<>();
        for (Class<?> root : roots) {
            records.addAll(records(root));
        }
        return new TypeNames(records, true);
    }

    /** Every record with a name. */
    public Set<Class<?>> types() {
        return Set.copyOf(nameByType.keySet());
    }

    /** The name of a record; null when it is none of these. */
    public @Nullable String nameOf(Class<?> type) {
        return nameByType.get(type);
    }

    /** The record of that name; null when there is none: a newer release may know it. */
    public @Nullable Class<?> typeOf(String name) {
        return typeByName.get(name);
    }

    private static List<Class<?>> records(Class<?> type) {
        if (type.isRecord()) {
            return List.of(type);
        }
        if (!type.isSealed()) {
            throw new IllegalArgumentException(type + " is neither a record nor sealed");
        }
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            found.addAll(records(permitted));
        }
        return found.stream().<Class<?>>map(c -> c).distinct().toList();
    }

    private static boolean isUnique(Class<?> record, List<Class<?>> records) {
        return records.stream()
                        .filter(other -> other.getSimpleName().equals(record.getSimpleName()))
                        .count()
                == 1;
    }

    private static String withOuter(Class<?> record) {
        Class<?> outer = record.getEnclosingClass();
        return outer == null
                ? record.getSimpleName()
                : outer.getSimpleName() + "." + record.getSimpleName();
    }
}
