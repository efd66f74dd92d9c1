package vouchsafe.datatypes;

import java.util.List;

/** The kinds of an uploaded file, as its uploader states them. */
public sealed interface UploadTypes {
    /** Numbers, each once, in rising order. */
    record Chosen(List<Integer> ids) implements UploadTypes {}

    /** The reason why no kinds could be made of what was sent. */
    sealed interface Refused extends UploadTypes {}

    /** It is neither a list of numbers nor one of names. */
    record Unreadable(List<String> sent) implements Refused {}

    /** No kinds are called so, by number or by name. */
    record Unknown(List<String> sent) implements Refused {}

    /** These kinds, by name, are none that the project's files may be of. */
    record NotRegistered(List<String> names) implements Refused {}
}
