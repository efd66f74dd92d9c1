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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/**
 * Reads rows as records: the component {@code createdAt} from the column {@code created_at}. Columns without a component are
 * passed over.
 *
 * <p>Components are UUIDs, texts, numbers, truth values, bytes, instants, and lists of what an array holds. NULL is null; for a
 * primitive or a list it is an error.
 */
public final class RecordRows {

    private RecordRows() {}

    /** Made once for each record, not for each statement. */
    public static <R extends Record> RowMapper<R> of(Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        String[] columns = Arrays.stream(components)
                .map(component -> component.getName().replaceAll("[A-Z]", "_$0").toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
        Constructor<R> constructor = constructor(type, components);
        return (row, number) -> {
            @Nullable Object[] values = new Object[components.length];
            for (int place = 0; place < values.length; place++) {
                values[place] = value(row, columns[place], components[place].getType());
            }
            return made(constructor, values);
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

    private static <R> R made(Constructor<R> constructor, @Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static @Nullable Object value(ResultSet row, String column, Class<?> type) throws SQLException {
        if (type == Instant.class) {
            Timestamp time = row.getTimestamp(column);
            return time == null ? null : time.toInstant();
        }
        if (type == List.class) {
            return List.of((Object[]) row.getArray(column).getArray());
        }
        if (type == byte[].class) {
            return row.getBytes(column);
        }
        return row.getObject(column, MethodType.methodType(type).wrap().returnType());
    }
}
