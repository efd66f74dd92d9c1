package vouchsafe.accounts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a session holds beside its columns, as the column {@code other_attributes} has it: a JSON object of serialized Java
 * objects in hexadecimal digits, by name. Nodes of the release before keep the same bytes.
 */
final class SessionAttributes {
    private static final Logger log = LoggerFactory.getLogger(SessionAttributes.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    /** Only our own records, and what they are made of. */
    private static final ObjectInputFilter OURS = ObjectInputFilter.Config.createFilter("vouchsafe.**;java.base/*;!*");

    private SessionAttributes() {}

    static Map<String, byte[]> read(@Nullable String json) {
        Map<String, byte[]> attributes = new HashMap<>();
        if (json != null) {
            JSON.readValue(json, TEXTS)
                    .forEach((name, digits) ->
                            attributes.put(name, HexFormat.of().parseHex(digits)));
        }
        return attributes;
    }

    /** Those of these attributes that have a value. */
    static String write(Map<String, byte @Nullable []> attributes) {
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach((name, bytes) -> {
            if (bytes != null) {
                texts.put(name, HexFormat.of().formatHex(bytes));
            }
        });
        return JSON.writeValueAsString(texts);
    }

    static byte[] bytes(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(value);
        } catch (IOException notSerializable) {
            throw new UncheckedIOException(notSerializable);
        }
        return bytes.toByteArray();
    }

    /** The object; null where there is none, or none that this release can read: another one may have written it. */
    static @Nullable Object object(String name, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            objects.setObjectInputFilter(OURS);
            return objects.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException unreadable) {
            log.warn("event=session.unreadable attribute={} failure={}", name, unreadable.toString());
            return null;
        }
    }
}
