package vouchsafe.files;

import org.jspecify.annotations.Nullable;

/**
 * An upload that was begun.
 *
 * @param received the bytes put last; null where none were
 */
record FileUpload(FileDescription description, @Nullable Received received) {}
