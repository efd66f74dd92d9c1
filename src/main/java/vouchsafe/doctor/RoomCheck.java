package vouchsafe.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The room on the disk of the data folder. */
final class RoomCheck implements Check {
    @Override
    public Area area() {
        return Area.DATA_FOLDER;
    }

    @Override
    public String subject() {
        return "the room on the disk";
    }

    @Override
    public Outcome look(Installation installation) throws IOException {
        Path folder = installation.folder().path();
        if (!Files.isDirectory(folder)) {
            return Check.notLooked("there is no data folder yet");
        }
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free >= installation.folder().low()) {
            return Check.found();
        }
        return Check.found(Finding.wrong(
                "folder.full",
                area(),
                "Only " + Words.size(free) + " are free on the disk of " + folder
                        + "; uploads, then sign-ups, then everything stops as it fills.",
                "Make room there, or move the data folder to a larger disk."));
    }
}
