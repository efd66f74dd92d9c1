package vouchsafe.portal.documentation;

import java.util.List;

/**
 * The texts for one kind of reader.
 *
 * @param title a name for these readers
 * @param icon a picture of the sprite
 * @param entries the texts, in reading order
 */
public record Group(String title, String icon, List<Entry> entries) {
    public Group {
        entries = List.copyOf(entries);
    }
}
