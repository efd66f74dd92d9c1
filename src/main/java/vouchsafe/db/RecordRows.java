package vouchsafe.db;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/**
 * Reads rows as records: the component {@code createdAt} from the column {@code created_at}, and {@code clientRowId} from
 * {@code client_id}; {@link Column} names another one. Columns without a component are passed over. {@link RecordColumns} writes.
 *
 * <p>Components are UUIDs, texts (JSON too), numbers, truth values, bytes, instants, days, lists of what an array holds, constants of
 * an enum that the column names in any case, and records that are read from the same row. NULL is null; for a primitive or
 * a list it is an error.
 */
public final class RecordRows {

    private RecordRows() {}

    private interface Value {
        @Nullable
        Object of(ResultSet row) throws SQLException;
    }

    /** Made once for each record, not for each statement. */
    public static <R extends Record> RowMapper<R> of(Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        Value[] values = Arrays.stream(components).map(RecordRows::value).toArray(Value[]::new);
        Constructor<R> constructor = constructor(type, components);
        return (row, number) -> {
            @Nullable Object[] arguments = new Object[values.length];
            for (int place = 0; place < values.length; place++) {
                arguments[place] = values[place].of(row);
            }
            return made(constructor, arguments);
        };
    }

    private static <R extends Record> Constructor<R> constructor(Class<R> type, RecordComponent[] components) {
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <R> R made(Constructor<R> constructor, @Nullable Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static Value value(RecordComponent component) {
        Class<?> type = component.getType();
        String column = column(component);
        if (type == Instant.class) {
            return row -> {
                Timestamp time = row.getTimestamp(column);
                return time == null ? null : time.toInstant();
            };
        }
        if (type == List.class) {
            return row -> List.of((Object[]) row.getArray(column).getArray());
        }
        if (type == String.class) {
            return row -> row.getString(column);
        }
        if (type == byte[].class) {
            return row -> row.getBytes(column);
        }
        if (type.isEnum()) {
            return constant(type, column);
        }
        if (type.isRecord()) {
            RowMapper<?> part = of(type.asSubclass(Record.class));
            return row -> part.mapRow(row, 0);
        }
        Class<?> read = MethodType.methodType(type).wrap().returnType();
        return row -> row.getObject(column, read);
    }

    /** A row id is called so where its thing has another id on the wire; the column says the same with {@code _id}. */
    static String column(RecordComponent component) {
        Column named = component.getAnnotation(Column.class);
        return named != null
                ? named.value()
                : component
                        .getName()
                        .replaceFirst("RowId$", "Id")
                        .replaceAll("[A-Z]", "_$0")
                        .toLowerCase(Locale.ROOT);
    }

    private static Value constant(Class<?> type, String column) {
        Map<String, Object> constants = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(each -> ((Enum<?>) each).name(), Function.identity()));
        return row -> {
            String word = row.getString(column);
            if (word == null) {
                return null;
            }
            Object constant = constants.get(word.toUpperCase(Locale.ROOT));
            if (constant == null) {
                throw new IllegalStateException("no " + type.getSimpleName() + " is called " + word);
            }
            return constant;
        };
    }
}
