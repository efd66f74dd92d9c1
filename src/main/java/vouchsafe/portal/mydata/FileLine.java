package vouchsafe.portal.mydata;

import java.util.List;
import vouchsafe.files.DataFile;

/**
 * A file as its owner sees it.
 *
 * @param description its uploader's description, or empty
 * @param kinds names of its data types
 * @param readers the projects that read it
 */
public record FileLine(DataFile file, String description, List<String> kinds, List<FileReader> readers) {
    /** Path at which the owner downloads the file. */
    public String downloadPath() {
        return "/member/me/data/files/" + file.id() + "/download/";
    }

    /** Path that deletes the file. */
    public String deletePath() {
        return "/member/me/data/files/" + file.id() + "/delete/";
    }
}
