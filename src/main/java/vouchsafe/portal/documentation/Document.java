package vouchsafe.portal.documentation;

import java.util.List;

/**
 * A text ready to be shown.
 *
 * @param title its first-level heading
 * @param lead the paragraph below it
 * @param html the rest, clean
 * @param sections its second-level headings, for a table of contents
 */
public record Document(String title, String lead, String html, List<Section> sections) {

    /**
     * A part of a document.
     *
     * @param id anchor
     * @param title heading
     */
    public record Section(String id, String title) {}
}
