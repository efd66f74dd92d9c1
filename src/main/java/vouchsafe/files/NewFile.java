package vouchsafe.files;

import org.jspecify.annotations.Nullable;

/**
 * A file about to be kept.
 *
 * @param id the number it was promised; null for the next free one
 * @param byMember whether the member uploaded it, not the project
 */
record NewFile(@Nullable Long id, int projectId, boolean byMember, FileDescription description, Received received) {}
