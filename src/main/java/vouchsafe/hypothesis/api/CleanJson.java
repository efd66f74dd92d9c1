package vouchsafe.hypothesis.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Cleans JSON for the database, which takes no NUL character and no half of a surrogate pair. */
final class CleanJson {
    private static final char REPLACEMENT = '\uFFFD';

    private CleanJson() {}

    static JsonNode of(JsonNode node) {
        if (node.isString()) {
            return JsonNodeFactory.instance.stringNode(text(node.stringValue()));
        }
        if (node.isObject()) {
            ObjectNode clean = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(each -> clean.set(text(each.getKey()), of(each.getValue())));
            return clean;
        }
        if (node.isArray()) {
            ArrayNode clean = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> clean.add(of(each)));
            return clean;
        }
        if (node.isNumber() && !Double.isFinite(node.asDouble(0))) {
            return JsonNodeFactory.instance.nullNode();
        }
        return node;
    }

    static String text(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isHighSurrogate(character)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(character).append(text.charAt(++i));
            } else {
                clean.append(Character.isSurrogate(character) || character == 0 ? REPLACEMENT : character);
            }
        }
        return clean.toString();
    }
}
