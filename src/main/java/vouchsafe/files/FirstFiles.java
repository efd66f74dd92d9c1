package vouchsafe.files;

import java.util.List;

/**
 * The beginning of a list of files.
 *
 * @param count how many there are in all
 */
public record FirstFiles(long count, List<DataFile> files) {}
