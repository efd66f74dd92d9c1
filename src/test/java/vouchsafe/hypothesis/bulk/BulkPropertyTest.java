package vouchsafe.hypothesis.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vouchsafe.Answer;

/** Whatever stands in the lines of a bulk call: it is done as a whole, or refused with a reason and not at all. */
class BulkPropertyTest {
    private static final BulkSite SITE = BulkSite.create().withEffectiveUser("lms");

    private static final List<String> HOSTILE = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "1e-7",
            "99999999999999999999999",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"a\\nb\"",
            "\"acct:\"",
            "\"acct:lms@\"",
            "\"*\"",
            "\"configure\"",
            "\"group\"",
            "\"user\"",
            "\"group_membership\"",
            "\"u0\"",
            "[]",
            "{}",
            "[[]]",
            "{\"$ref\":\"u0\"}",
            "{\"$ref\":[]}",
            "{\"data\":{}}",
            "{\"__proto__\":1}",
            "[1,2,3]",
            "\"" + "é".repeat(3000) + "\"",
            "\"" + "(".repeat(1024) + "\"");

    @Property(tries = 400)
    @Label("no lines end in an error of the server, and what is refused is not done")
    void no_lines_end_in_an_error_of_the_server(@ForAll Random random) {
        String own = "p" + BulkSite.random();
        List<JsonNode> lines = new ArrayList<>();
        lines.add(BulkSite.JSON.valueToTree(SITE.configure(7, random.nextBoolean() ? "basic" : null)));
        for (int i = 0; i < 2; i++) {
            lines.add(BulkSite.JSON.valueToTree(SITE.user(own + i, "u" + i)));
        }
        for (int i = 0; i < 2; i++) {
            lines.add(BulkSite.JSON.valueToTree(SITE.group(own + i, "Group", "g" + i)));
        }
        for (int i = 0; i < 2; i++) {
            lines.add(BulkSite.JSON.valueToTree(BulkSite.membership("u" + i, "g" + (1 - i))));
        }
        int damages = random.nextInt(4);
        for (int i = 0; i < damages; i++) {
            damage(lines, random);
        }
        String body = lines.stream().map(JsonNode::toString).collect(Collectors.joining("\n"));
        if (random.nextInt(8) == 0 && !body.isEmpty()) {
            int cut = random.nextInt(body.length());
            body = body.substring(0, cut) + body.substring(Math.min(body.length(), cut + 1 + random.nextInt(20)));
        }
        Answer answer = SITE.send(body);
        assertThat(answer.status()).as(body + "\n" + answer.body()).isIn(200, 204, 400, 409, 413, 422);
        if (damages == 0
                && lines.size() == 7
                && body.length()
                        == String.join(
                                        "\n",
                                        lines.stream().map(JsonNode::toString).toList())
                                .length()) {
            assertThat(answer.status()).as(body).isIn(200, 204);
        }
        if (answer.status() >= 400 && answer.status() != 413) {
            assertThat(BulkSite.codes(answer)).as(answer.body()).isNotEmpty();
        }
        if (answer.status() >= 400) {
            assertThat(SITE.exists(own + 0) || SITE.exists(own + 1)).as(body).isFalse();
        }
    }

    private static void damage(List<JsonNode> lines, Random random) {
        if (lines.isEmpty()) {
            return;
        }
        int place = random.nextInt(lines.size());
        switch (random.nextInt(6)) {
            case 0 -> Collections.shuffle(lines, random);
            case 1 -> lines.remove(place);
            case 2 ->
                lines.add(random.nextInt(lines.size() + 1), lines.get(place).deepCopy());
            case 3 -> lines.set(place, hostile(random));
            default -> {
                if (!inside(lines.get(place), random)) {
                    lines.set(place, hostile(random));
                }
            }
        }
    }

    /** Puts something else in one place of a value, or takes it out; false where it has no places. */
    private static boolean inside(JsonNode value, Random random) {
        if (value.isEmpty()) {
            return false;
        }
        int place = random.nextInt(value.size());
        boolean deeper = random.nextInt(4) > 0;
        if (value instanceof ArrayNode array) {
            if (!deeper || !inside(array.get(place), random)) {
                array.set(place, hostile(random));
            }
            return true;
        }
        ObjectNode object = (ObjectNode) value;
        String name = List.copyOf(object.propertyNames()).get(place);
        if (!deeper || !inside(object.path(name), random)) {
            switch (random.nextInt(3)) {
                case 0 -> object.remove(name);
                case 1 -> object.set("strange", hostile(random));
                default -> object.set(name, hostile(random));
            }
        }
        return true;
    }

    private static JsonNode hostile(Random random) {
        return BulkSite.JSON.readTree(HOSTILE.get(random.nextInt(HOSTILE.size())));
    }
}
