package vouchsafe.files;

import java.io.IOException;

/** More bytes came than a file may have. */
public final class FileTooLarge extends IOException {
    private static final long serialVersionUID = 1L;
    private final long largest;

    FileTooLarge(long largest) {
        super(explanation(largest));
        this.largest = largest;
    }

    /** A description of the fault, for the developer of the client. */
    public String explanation() {
        return explanation(largest);
    }

    /** The refusal of a file that is larger than this. */
    public static String explanation(long largest) {
        return "The file is larger than the " + largest + " bytes that this server accepts.";
    }
}
