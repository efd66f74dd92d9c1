package vouchsafe.datatypes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All kinds of data at one moment. There are hundreds at most, so every question about the tree is answered from here. */
public final class DataTypeTree {
    private static final int TOP = 0;

    private final Map<Integer, DataType> byId = new LinkedHashMap<>();
    private final Map<String, DataType> byName = new HashMap<>();
    private final Map<Integer, List<DataType>> children = new HashMap<>();

    DataTypeTree(List<DataType> types) {
        for (DataType type : types.stream()
                .sorted(Comparator.comparing(type -> key(type.name())))
                .toList()) {
            byId.put(type.id(), type);
            byName.put(key(type.name()), type);
            Integer parent = type.parentId();
            children.computeIfAbsent(parent == null ? TOP : parent, none -> new ArrayList<>())
                    .add(type);
        }
    }

    /**
     * One line of the tree read from top to bottom.
     *
     * @param depth 0 at the top
     */
    public record Line(DataType type, int depth) {}

    /** The whole tree, each kind before its children, siblings by name. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        List<Line> waiting = new ArrayList<>(below(TOP, 0).reversed());
        while (!waiting.isEmpty()) {
            Line line = waiting.removeLast();
            lines.add(line);
            waiting.addAll(below(line.type().id(), line.depth() + 1).reversed());
        }
        return lines;
    }

    private List<Line> below(int parent, int depth) {
        return children.getOrDefault(parent, List.of()).stream()
                .map(type -> new Line(type, depth))
                .toList();
    }

    /** Every kind by number. */
    public List<DataType> all() {
        return byId.values().stream()
                .sorted(Comparator.comparingInt(DataType::id))
                .toList();
    }

    /** The kind with this number. */
    public Optional<DataType> find(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The kind with this name, in any case. */
    public Optional<DataType> byName(String name) {
        return Optional.ofNullable(byName.get(key(name.strip())));
    }

    /** The kinds at the top, by name. */
    public List<DataType> top() {
        return childrenOf(TOP);
    }

    /** The kinds right below this one, by name. */
    public List<DataType> childrenOf(int id) {
        return List.copyOf(children.getOrDefault(id, List.of()));
    }

    /** The way from the top to this kind, itself not included. */
    public List<DataType> ancestorsOf(DataType type) {
        List<DataType> ancestors = new ArrayList<>();
        for (Integer parent = type.parentId(); parent != null; ) {
            DataType above = byId.get(parent);
            if (above == null) {
                break;
            }
            ancestors.addFirst(above);
            parent = above.parentId();
        }
        return ancestors;
    }

    /** The numbers of this kind and everything below it. */
    public Set<Integer> withDescendants(int id) {
        Set<Integer> ids = new HashSet<>();
        List<Integer> waiting = new ArrayList<>(List.of(id));
        while (!waiting.isEmpty()) {
            int next = waiting.removeLast();
            if (ids.add(next)) {
                childrenOf(next).forEach(child -> waiting.add(child.id()));
            }
        }
        return ids;
    }

    /** How many levels this kind and those below it take: 1 where nothing is below. */
    int height(int id) {
        int height = 1;
        List<Line> waiting = new ArrayList<>(below(id, 2));
        while (!waiting.isEmpty()) {
            Line line = waiting.removeLast();
            height = Math.max(height, line.depth());
            waiting.addAll(below(line.type().id(), line.depth() + 1));
        }
        return height;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
