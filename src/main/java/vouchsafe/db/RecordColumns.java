package vouchsafe.db;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Writes records into rows, as {@link RecordRows} reads them: a component is a column, a record inside it is several. So a
 * statement that stores such a record needs no list of its columns.
 *
 * <p>Components are texts, numbers, truth values, UUIDs, instants, lists that a column holds as an array, and records of
 * these.
 *
 * @param <R> the record
 */
public final class RecordColumns<R extends Record> {
    private final Map<String, List<Method>> paths = new LinkedHashMap<>();
    private final Map<String, Class<?>> elements = new LinkedHashMap<>();

    private RecordColumns(Class<R> type) {
        add(type, List.of());
    }

    /** Made once for each record, not for each statement. */
    public static <R extends Record> RecordColumns<R> of(Class<R> type) {
        return new RecordColumns<>(type);
    }

    private void add(Class<?> type, List<Method> parents) {
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            List<Method> path = new ArrayList<>(parents);
            path.add(accessor);
            if (component.getType().isRecord()) {
                add(component.getType(), path);
                continue;
            }
            String column = RecordRows.column(component);
            if (paths.put(column, path) != null) {
                throw new IllegalArgumentException("two components of " + type.getSimpleName() + " are " + column);
            }
            if (component.getGenericType() instanceof ParameterizedType list && component.getType() == List.class) {
                elements.put(column, (Class<?>) list.getActualTypeArguments()[0]);
            }
        }
    }

    /** The columns as INSERT lists them: {@code name, leader}. */
    public String names() {
        return joined(column -> column);
    }

    /** Their parameters as INSERT lists them: {@code :name, :leader}. */
    public String parameters() {
        return joined(column -> ":" + column);
    }

    /** The columns as UPDATE sets them: {@code name = :name, leader = :leader}. */
    public String assignments() {
        return joined(column -> column + " = :" + column);
    }

    private String joined(UnaryOperator<String> each) {
        return paths.keySet().stream().map(each).collect(Collectors.joining(", "));
    }

    /** The values by column, in the order of the components. */
    public Map<String, @Nullable Object> values(R row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        paths.forEach((column, path) -> values.put(column, value(row, path)));
        return Collections.unmodifiableMap(values);
    }

    /** Gives a statement the parameters of {@link #parameters} and {@link #assignments}. */
    public StatementSpec bind(StatementSpec statement, R row) {
        StatementSpec bound = statement;
        for (Map.Entry<String, @Nullable Object> value : values(row).entrySet()) {
            bound = bound.param(
                    value.getKey(),
                    value.getValue() instanceof List<?> list
                            ? list.toArray(array(elements.get(value.getKey()), list.size()))
                            : value.getValue());
        }
        return bound;
    }

    private static Object[] array(@Nullable Class<?> element, int size) {
        return (Object[]) Array.newInstance(element == null ? Object.class : element, size);
    }

    private static @Nullable Object value(Object row, List<Method> path) {
        Object value = row;
        for (Method accessor : path) {
            try {
                value = accessor.invoke(value);
            } catch (ReflectiveOperationException refused) {
                throw new IllegalStateException(refused);
            }
        }
        return value;
    }
}
