package vouchsafe.portal.account;

/**
 * The way on from a page with a form, for somebody who is to sign in first.
 *
 * @param path a path here; the form brings it along, so that it leads there whatever other tabs do meanwhile
 * @param note a sentence for that person; may be empty
 */
public record Way(String path, String note) {}
