package vouchsafe.app;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The output of a command that succeeded: a sentence and its facts for people, or exactly one JSON object. */
final class Answer {
    private final boolean json;
    private final Map<String, Object> facts = new LinkedHashMap<>();

    Answer(boolean json) {
        this.json = json;
    }

    Answer with(String name, String value) {
        facts.put(name, value);
        return this;
    }

    Answer with(String name, int value) {
        facts.put(name, value);
        return this;
    }

    void say(String sentence) {
        if (json) {
            System.out.println(JsonMapper.shared().writeValueAsString(facts));
            return;
        }
        System.out.println(sentence);
        facts.forEach((name, value) -> System.out.println("  " + name + ": " + value));
    }
}
