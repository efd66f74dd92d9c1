package vouchsafe.metrics;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * The meters of one family, one for each combination of its labels' values; a last label may have one value only, which
 * is not named. Finding one makes no object: it is done for
 * every request. Thread-safe; two threads that make the same meter get the same one, since the registry knows it.
 */
final class Series<M> {
    private final List<Label> labels;
    private final List<Map<String, Integer>> places = new ArrayList<>();
    private final AtomicReferenceArray<M> meters;
    private final Function<Tags, M> maker;

    Series(List<Label> labels, Function<Tags, M> maker) {
        this.labels = labels;
        this.maker = maker;
        int size = 1;
        for (Label label : labels) {
            Map<String, Integer> place = new HashMap<>();
            label.values().forEach(value -> place.putIfAbsent(value, place.size()));
            places.add(place);
            size *= place.size() + 1;
        }
        this.meters = new AtomicReferenceArray<>(size);
    }

    /** How many meters there may be. */
    int size() {
        return meters.length();
    }

    /** Makes all meters but those of other values: a rate is known from the first event on only where the series was there before. */
    Series<M> begun() {
        for (int place = 0; place < meters.length(); place++) {
            if (!other(place)) {
                meter(place);
            }
        }
        return this;
    }

    M at() {
        return meter(0);
    }

    M at(String first) {
        return meter(place(0, first) * rest(1));
    }

    M at(String first, String second) {
        return meter((place(0, first) * width(1) + place(1, second)) * rest(2));
    }

    /** How many meters there are for the same values of the labels before; those that are not named have their first value. */
    private int rest(int from) {
        int rest = 1;
        for (int label = from; label < places.size(); label++) {
            rest *= width(label);
        }
        return rest;
    }

    private int place(int label, String value) {
        Integer place = places.get(label).get(value);
        return place == null ? width(label) - 1 : place;
    }

    private int width(int label) {
        return places.get(label).size() + 1;
    }

    private M meter(int place) {
        M meter = meters.get(place);
        if (meter == null) {
            meter = maker.apply(tags(place));
            meters.set(place, meter);
        }
        return meter;
    }

    private boolean other(int place) {
        int rest = place;
        for (int label = labels.size() - 1; label >= 0; label--) {
            if (rest % width(label) == width(label) - 1) {
                return true;
            }
            rest /= width(label);
        }
        return false;
    }

    private Tags tags(int place) {
        List<Tag> tags = new ArrayList<>();
        int rest = place;
        for (int label = labels.size() - 1; label >= 0; label--) {
            int value = rest % width(label);
            List<String> values = labels.get(label).values();
            tags.add(Tag.of(labels.get(label).name(), value < values.size() ? values.get(value) : Label.OTHER));
            rest /= width(label);
        }
        return Tags.of(tags);
    }
}
