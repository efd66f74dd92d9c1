package vouchsafe.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What a system says about a file, in words for operators: without the names of Java's classes. */
final class FileTrouble {
    private FileTrouble() {}

    static String words(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "this server's user has no right to " + denied.getFile();
            case NoSuchFileException missing -> missing.getFile() + " is not there and cannot be made";
            case FileAlreadyExistsException taken -> taken.getFile() + " is a file, and a folder is needed there";
            case FileSystemException other when other.getReason() != null -> other.getFile() + ": " + other.getReason();
            default -> failure.getMessage() == null ? "the system does not say why" : failure.getMessage();
        };
    }

    /** Why a file that an operator named could not be read: the end of a sentence whose subject is the file. */
    static String unread(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "is not there";
            case AccessDeniedException denied -> "may not be read by the user " + System.getProperty("user.name", "");
            case FileSystemException other when other.getReason() != null -> "cannot be read: " + other.getReason();
            default -> "cannot be read: " + failure.getMessage();
        };
    }
}
