package vouchsafe.files;

import java.util.List;

/**
 * The sender's words about a file that comes in.
 *
 * @param datatypes ids of its data types
 */
public record FileDescription(String basename, FileMetadata metadata, List<Integer> datatypes) {}
