package dev.deskbus.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records and sealed types as JSON, for our own nodes and tables only. Where a sealed interface is
 * declared, the tag {@code "@"} names the record; null fields are left out; unknown fields are
 * ignored, so that a node may be one release behind. Safe for use by many threads.
 */
public final class SealedJson {
    private final ObjectMapper mapper;
    private final Map<Class<?>, ObjectWriter> writers = new ConcurrentHashMap<>();

    /**
     * @param open what a field declared as {@code Object} may carry: records, or sealed types of
     *     them, tagged {@code Outer.Record}
     */
    public SealedJson(Class<?>... open) {
        this.mapper =
                JsonMapper.builder()
                        .addModules(new JavaTimeModule(), new Jdk8Module())
                        .annotationIntrospector(new SealedTags(TypeNames.ofOuter(open)))
                        .visibility(PropertyAccessor.ALL, Visibility.NONE)
                        .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                        .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                        .serializationInclusion(JsonInclude.Include.NON_NULL)
                        .disable(
                                SerializationFeature.FAIL_ON_EMPTY_BEANS,
                                SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                                SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                        .disable(
                                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                                DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                        .build();
    }

    /** The value as text; tagged when {@code declaredType} is sealed. */
    public String write(Object value, Class<?> declaredType) {
        try {
            return writer(declaredType).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write " + value.getClass().getName(), e);
        }
    }

    /** The value as UTF-8; tagged when {@code declaredType} is sealed. */
    public byte[] writeBytes(Object value, Class<?> declaredType) {
        try {
            return writer(declaredType).writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write " + value.getClass().getName(), e);
        }
    }

    /** The value again; fails with {@code IllegalArgumentException} when the text is no such. */
    public <T> T read(String json, Class<T> declaredType) {
        try {
            return found(mapper.readValue(json, declaredType), declaredType);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot read " + declaredType.getName(), e);
        }
    }

    /** The value again; fails with {@code IllegalArgumentException} when the bytes are no such. */
    public <T> T readBytes(byte[] json, Class<T> declaredType) {
        try {
            return found(mapper.readValue(json, declaredType), declaredType);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + declaredType.getName(), e);
        }
    }

    private ObjectWriter writer(Class<?> declaredType) {
        return writers.computeIfAbsent(declaredType, mapper::writerFor);
    }

    private static <T> T found(T value, Class<T> declaredType) {
        if (value == null) {
            throw new IllegalArgumentException("null where there should be " + declaredType);
        }
        return value;
    }
}
