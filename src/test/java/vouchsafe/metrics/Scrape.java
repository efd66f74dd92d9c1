package vouchsafe.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader of the metrics got, in the text format of Prometheus.
 *
 * @param text as it came
 * @param series value by name and labels
 * @param meanings by family
 */
record Scrape(String text, Map<String, Double> series, Map<String, String> meanings) {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_:][a-z0-9_:]*)(\\{.*\\})? (\\S+)");
    private static final Pattern HELP = Pattern.compile("# HELP (\\S+) (.*)");

    static Scrape of(String text) {
        Map<String, Double> series = new LinkedHashMap<>();
        Map<String, String> meanings = new TreeMap<>();
        for (String line : text.split("\n")) {
            Matcher help = HELP.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                meanings.put(help.group(1), help.group(2));
            } else if (sample.matches()) {
                String labels = sample.group(2) == null ? "" : sample.group(2);
                series.put(sample.group(1) + labels, number(sample.group(3)));
            } else if (!line.startsWith("# TYPE ")) {
                throw new AssertionError("neither a sample nor a comment: " + line);
            }
        }
        return new Scrape(text, series, meanings);
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** The value of the series with these labels, in the order in which they are written; 0 where there is none yet. */
    double value(String name, String... labels) {
        StringBuilder key = new StringBuilder(name);
        for (int i = 0; i < labels.length; i += 2) {
            key.append(i == 0 ? "{" : ",")
                    .append(labels[i])
                    .append("=\"")
                    .append(labels[i + 1])
                    .append('"');
        }
        return series.getOrDefault(labels.length == 0 ? name : key + "}", 0.0);
    }

    /** The names of samples, without labels. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        series.keySet().forEach(key -> names.add(key.contains("{") ? key.substring(0, key.indexOf('{')) : key));
        return names;
    }

    /** The families as a table lists them: the largest of some time ({@code _max}) belongs to its family. */
    Set<String> families() {
        Set<String> families = new TreeSet<>(meanings.keySet());
        families.removeIf(
                name -> name.endsWith("_max") && families.contains(name.substring(0, name.length() - "_max".length())));
        return families;
    }
}
