package vouchsafe.db;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * One page of a list that goes on in the database. The next page begins behind the last row of this one, so no page counts
 * the rows before it.
 *
 * @param more whether there are rows behind the last one
 */
public record Slice<T>(List<T> rows, boolean more) {

    /**
     * Reads a page: one row more than it shows, to learn whether the list goes on.
     *
     * @param length the most rows of the page
     * @param read reads at most so many rows
     */
    public static <T> Slice<T> of(int length, IntFunction<List<T>> read) {
        return cut(length, read.apply(length + 1));
    }

    /** The page of rows that were read already, one more than it shows. */
    public static <T> Slice<T> cut(int length, List<T> found) {
        return found.size() > length ? new Slice<>(found.subList(0, length), true) : new Slice<>(found, false);
    }

    /** The address of the next page, made of the last row of this one; empty on the last page. */
    public String next(Function<T, String> address) {
        return more ? address.apply(rows.getLast()) : "";
    }

    /** The same page with its rows prepared together, one for one. */
    public <R> Slice<R> prepared(Function<List<T>, List<R>> prepare) {
        return new Slice<>(prepare.apply(rows), more);
    }
}
