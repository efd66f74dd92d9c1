package vouchsafe.app;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be used, in words for the person who named it. */
final class FileTrouble {
    private FileTrouble() {}

    /** The end of a sentence whose subject is the file, such as {@code is not there}. */
    static String words(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "is not there";
            case FileNotFoundException missing -> "is not there";
            case AccessDeniedException denied -> "may not be read by the user " + System.getProperty("user.name", "");
            case FileSystemException other when other.getReason() != null -> "cannot be read: " + other.getReason();
            default -> "cannot be read: " + failure.getMessage();
        };
    }
}
