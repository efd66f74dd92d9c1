package vouchsafe.app;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The output of a command that succeeded: a sentence and its facts for people, or exactly one JSON object. */
final class Answer {
    private final boolean json;
    private final PrintWriter out;
    private final Map<String, Object> facts = new LinkedHashMap<>();

    Answer(boolean json, PrintWriter out) {
        this.json = json;
        this.out = out;
    }

    Answer with(String name, String value) {
        facts.put(name, value);
        return this;
    }

    Answer with(String name, long value) {
        facts.put(name, value);
        return this;
    }

    Answer with(String name, List<Map<String, Object>> values) {
        facts.put(name, values);
        return this;
    }

    void say(String sentence) {
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(facts));
        } else {
            out.println(sentence);
            facts.forEach((name, value) -> out.println("  " + name + ": " + value));
        }
        out.flush();
    }
}
