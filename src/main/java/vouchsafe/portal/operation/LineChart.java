package vouchsafe.portal.operation;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vouchsafe.operation.DailyFigures;

/**
 * A line over days, as the points of an SVG of 600 by 120. The table beside it has the same figures.
 *
 * @param line its points
 * @param area the same, closed at the ground
 * @param least the least figure, at the bottom
 * @param most the greatest, at the top
 */
public record LineChart(String line, String area, long least, long most, long first, long last) {
    private static final double WIDTH = 600;
    private static final double HEIGHT = 120;
    private static final double MARGIN = 6;

    static LineChart of(List<DailyFigures.Day> days, ToLongFunction<DailyFigures.Day> figure) {
        long[] figures = days.stream().mapToLong(figure).toArray();
        if (figures.length == 0) {
            return new LineChart("", "", 0, 0, 0, 0);
        }
        long most = java.util.Arrays.stream(figures).max().orElse(0);
        long least = java.util.Arrays.stream(figures).min().orElse(0);
        String line = IntStream.range(0, figures.length)
                .mapToObj(i -> point(x(i, figures.length), y(figures[i], least, most)))
                .collect(Collectors.joining(" "));
        String area = point(x(0, figures.length), HEIGHT) + " " + line + " "
                + point(x(figures.length - 1, figures.length), HEIGHT);
        return new LineChart(line, area, least, most, figures[0], figures[figures.length - 1]);
    }

    private static double x(int number, int count) {
        return count == 1 ? WIDTH : WIDTH * number / (count - 1);
    }

    private static double y(long figure, long least, long most) {
        double share = most == least ? 0.5 : (double) (figure - least) / (most - least);
        return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }

    /** What happened, such as: 28 members, 5 more than on the first of these days. */
    public String finding(String one, String many) {
        String now = last + " " + (last == 1 ? one : many);
        long more = last - first;
        if (more == 0) {
            return now + ", as many as at the beginning";
        }
        return now + ", " + Math.abs(more) + (more > 0 ? " more" : " fewer") + " than at the beginning";
    }
}
