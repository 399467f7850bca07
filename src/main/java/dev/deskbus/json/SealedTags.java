package dev.deskbus.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells Jackson which declared types carry a tag, with no annotation on any of them. */
final class SealedTags extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;
    private static final String TAG = "@";

    private final transient TypeNames open;

    SealedTags(TypeNames open) {
        this.open = open;
    }

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
            MapperConfig<?> config, AnnotatedClass declared, JavaType baseType) {
        Class<?> type = declared.getRawType();
        if (type.isInterface() && type.isSealed()) {
            return tagged(baseType, TypeNames.ofSimple(type));
        }
        return type == Object.class && !open.types().isEmpty() ? tagged(baseType, open) : null;
    }

    private static TypeResolverBuilder<?> tagged(JavaType baseType, TypeNames names) {
        return new StdTypeResolverBuilder()
                .init(JsonTypeInfo.Id.CUSTOM, new Tags(baseType, names))
                .inclusion(JsonTypeInfo.As.PROPERTY)
                .typeProperty(TAG);
    }

    /** The tag of each record under one declared type. */
    private static final class Tags extends TypeIdResolverBase {
        private final TypeNames names;

        Tags(JavaType baseType, TypeNames names) {
            super(baseType, null);
            this.names = names;
        }

        @Override
        public String idFromValue(Object value) {
            return idFromValueAndType(value, value.getClass());
        }

        @Override
        public String idFromValueAndType(Object value, Class<?> suggestedType) {
            String name = names.nameOf(suggestedType);
            if (name == null) {
                throw new IllegalArgumentException("no tag for " + suggestedType.getName());
            }
            return name;
        }

        @Override
        public JavaType typeFromId(DatabindContext context, String id) throws IOException {
            Class<?> type = names.typeOf(id);
            if (type == null) {
                throw new IOException("no record is called " + id + " there");
            }
            return context.constructSpecializedType(_baseType, type);
        }

        @Override
        public JsonTypeInfo.Id getMechanism() {
            return JsonTypeInfo.Id.CUSTOM;
        }
    }
}
