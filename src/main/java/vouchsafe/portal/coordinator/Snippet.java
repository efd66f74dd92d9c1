package vouchsafe.portal.coordinator;

/**
 * A program to copy, filled with a project's own values.
 *
 * @param language its heading
 * @param file name to save it under
 * @param program the text
 */
public record Snippet(String language, String file, String program) {}
