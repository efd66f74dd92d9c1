package vouchsafe.web.pages;

/**
 * One step of the way from the start to a page, shown above its title.
 *
 * @param label its text
 * @param path the page it leads to
 */
public record Crumb(String label, String path) {}
