package vouchsafe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whose each table and each view is, as migrations say it: {@code COMMENT ON TABLE grants IS 'grants. The consents.'}.
 *
 * @param owners room by table or view; those without are absent
 */
record TableOwners(Map<String, String> tables, Map<String, String> views, Map<String, String> owners) {
    private static final Pattern TABLE =
            Pattern.compile("\\bCREATE\\s+(?:UNLOGGED\\s+)?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(\\w+)([^;]*)");
    private static final Pattern VIEW =
            Pattern.compile("\\bCREATE\\s+(?:OR\\s+REPLACE\\s+|MATERIALIZED\\s+)?VIEW\\s+(\\w+)([^;]*)");
    private static final Pattern DROPPED = Pattern.compile("\\bDROP\\s+(?:TABLE|VIEW)\\s+(?:IF\\s+EXISTS\\s+)?(\\w+)");
    private static final Pattern OWNER =
            Pattern.compile("\\bCOMMENT\\s+ON\\s+(?:TABLE|VIEW)\\s+(\\w+)\\s+IS\\s+'(\\w+)\\. [^']+\\.'");

    /** Reads the migrations one after the other. */
    static TableOwners in(List<String> migrations) {
        String all = String.join("\n", migrations).replaceAll("(?m)--.*$", "");
        Map<String, String> owners = new TreeMap<>();
        OWNER.matcher(all).results().forEach(found -> owners.put(found.group(1), found.group(2)));
        return new TableOwners(declared(TABLE, all), declared(VIEW, all), owners);
    }

    private static Map<String, String> declared(Pattern pattern, String migrations) {
        Map<String, String> declared = new TreeMap<>();
        pattern.matcher(migrations).results().forEach(found -> declared.put(found.group(1), found.group(2)));
        DROPPED.matcher(migrations).results().forEach(found -> declared.remove(found.group(1)));
        return declared;
    }

    /** The tables and views of which nobody says whose they are. */
    Set<String> ownerless() {
        Set<String> ownerless = new TreeSet<>(tables.keySet());
        ownerless.addAll(views.keySet());
        ownerless.removeAll(owners.keySet());
        return ownerless;
    }

    /** The rooms whose views a source reads. */
    Set<String> shownTo(String source) {
        Set<String> rooms = new TreeSet<>();
        named(source).filter(views::containsKey).map(this::owner).forEach(rooms::add);
        return rooms;
    }

    /** What a source of a room names and must not: tables of others, views of floors above, and views of others to write to. */
    List<String> trespasses(String file, String room, String source, ToIntFunction<String> floor) {
        return named(source)
                .filter(name -> foreign(name, room)
                        || upstairs(views, name, room, floor)
                        || views.containsKey(name) && !room.equals(owner(name)) && writes(source, name))
                .map(name -> "%s names %s, which is of %s".formatted(file, name, owner(name)))
                .toList();
    }

    /** What views and references of tables name and must not. */
    List<String> trespasses(ToIntFunction<String> floor) {
        List<String> wrong = new ArrayList<>();
        views.forEach((view, definition) -> SqlNames.in(definition).stream()
                .filter(name -> foreign(name, owner(view)) || upstairs(views, name, owner(view), floor))
                .forEach(name -> wrong.add(
                        "view %s of %s is built on %s of %s".formatted(view, owner(view), name, owner(name)))));
        tables.forEach((table, definition) -> SqlNames.in(definition).stream()
                .filter(name -> upstairs(tables, name, owner(table), floor))
                .forEach(name -> wrong.add(
                        "table %s of %s refers to %s of %s".formatted(table, owner(table), name, owner(name)))));
        return wrong;
    }

    private boolean foreign(String name, String room) {
        return tables.containsKey(name) && !room.equals(owner(name));
    }

    private static boolean writes(String source, String name) {
        return SourceTexts.in(source).stream()
                .anyMatch(text -> SqlNames.writtenIn(text).contains(name));
    }

    private boolean upstairs(Map<String, String> among, String name, String room, ToIntFunction<String> floor) {
        return among.containsKey(name) && floor.applyAsInt(owner(name)) > floor.applyAsInt(room);
    }

    private String owner(String name) {
        return owners.getOrDefault(name, "nobody");
    }

    private static Stream<String> named(String source) {
        return SourceTexts.in(source).stream()
                .flatMap(text -> SqlNames.in(text).stream())
                .distinct();
    }
}
