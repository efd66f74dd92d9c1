package vouchsafe.web.pages;

/**
 * One step of the way from the start to a page, shown above its title.
 *
 * @param label what the person reads
 * @param path where it leads
 */
public record Crumb(String label, String path) {}
