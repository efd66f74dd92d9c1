package vouchsafe.portal.documentation;

/**
 * One text in the index.
 *
 * @param path path of its page
 * @param title its title
 * @param summary a sentence about it
 */
public record Entry(String path, String title, String summary) {}
