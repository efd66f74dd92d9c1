package vouchsafe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the names that stand where SQL wants a table. Keywords are in capitals, as everywhere in the house, so that words
 * of prose are none. A name that the text defines itself (WITH) is no table, nor is a function.
 */
final class SqlNames {
    private static final Pattern TOKEN =
            Pattern.compile("--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\"?(\\w+)\"?|[(),.;]", Pattern.DOTALL);
    private static final Pattern DEFINED = Pattern.compile(
            "(?:\\bWITH|\\bRECURSIVE|,)\\s+(\\w+)\\s*(?:\\([^()]*\\)\\s*)?AS\\s+(?:NOT\\s+)?(?:MATERIALIZED\\s*)?\\(");
    private static final Pattern WRITTEN = Pattern.compile("\\b(?:INTO|(?<!FOR )(?<!KEY )(?<!DO"
            + " )UPDATE|DELETE\\s+FROM|TRUNCATE)\\s+(?:ONLY\\s+)?(?:public\\.)?(\\w+)");
    private static final Set<String> BEFORE_A_TABLE =
            Set.of("FROM", "JOIN", "INTO", "UPDATE", "USING", "REFERENCES", "TABLE", "TRUNCATE", "COPY", "OF");
    private static final Set<String> BETWEEN = Set.of("ONLY", "LATERAL", "IF", "NOT", "EXISTS");
    private static final Set<String> LISTED = Set.of("FROM", "USING", "TRUNCATE", "TABLE");
    private static final Set<String> CALLING = Set.of("FROM", "JOIN", "USING", ",");
    private static final Set<String> ENDS_A_LIST = Set.of(
            "WHERE", "GROUP", "ORDER", "LIMIT", "SET", "RETURNING", "UNION", "HAVING", "SELECT", "FOR", "WINDOW", "ON");

    private SqlNames() {}

    /** The names in a statement, or in a part of one. */
    static Set<String> in(String text) {
        Set<String> defined = new HashSet<>();
        Matcher definition = DEFINED.matcher(text);
        while (definition.find()) {
            defined.add(definition.group(1));
        }
        Set<String> names = new LinkedHashSet<>(read(text));
        names.removeAll(defined);
        return names;
    }

    /** Those that the statement writes to. */
    static Set<String> writtenIn(String text) {
        Set<String> names = new HashSet<>();
        WRITTEN.matcher(text).results().forEach(found -> names.add(found.group(1)));
        names.retainAll(in(text));
        return names;
    }

    private static Set<String> read(String text) {
        List<String> tokens = TOKEN.matcher(text)
                .results()
                .map(found -> found.group(1) == null ? found.group() : found.group(1))
                .filter(token -> !token.startsWith("--") && !token.startsWith("/*"))
                .toList();
        Set<String> names = new LinkedHashSet<>();
        // For each open bracket, whether a comma leads to another table.
        Deque<Boolean> lists = new ArrayDeque<>(List.of(false));
        for (int place = 0; place < tokens.size(); place++) {
            String token = tokens.get(place);
            if (token.equals("(")) {
                lists.push(false);
            } else if (token.equals(")")) {
                if (lists.size() > 1) {
                    lists.pop();
                }
            } else if (ENDS_A_LIST.contains(token) || token.equals(";")) {
                lists.pop();
                lists.push(false);
            }
            boolean keyword =
                    BEFORE_A_TABLE.contains(token) && !at(tokens, place - 1).equals("DISTINCT");
            if (keyword && LISTED.contains(token)) {
                lists.pop();
                lists.push(true);
            }
            if (keyword || token.equals(",") && lists.element()) {
                add(names, tokens, place + 1);
            }
        }
        return names;
    }

    private static void add(Set<String> names, List<String> tokens, int from) {
        int place = from;
        while (BETWEEN.contains(at(tokens, place))) {
            place++;
        }
        if (at(tokens, place + 1).equals(".")) {
            place += 2;
        }
        String name = at(tokens, place);
        // FROM a (b) calls a function, which INSERT INTO a (b) does not.
        boolean function = at(tokens, place + 1).equals("(") && CALLING.contains(at(tokens, from - 1));
        if (name.matches("\\w+") && !function) {
            names.add(name);
        }
    }

    private static String at(List<String> tokens, int place) {
        return place < 0 || place >= tokens.size() ? "" : tokens.get(place);
    }
}
