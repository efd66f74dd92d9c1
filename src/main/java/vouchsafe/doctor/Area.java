package vouchsafe.doctor;

/** The parts of an installation that are looked at. */
public enum Area {
    SETTINGS("settings"),
    DATA_FOLDER("data folder"),
    DATABASE("database"),
    ADDRESS("public address"),
    MAIL("mail"),
    FILES("files"),
    TEXTS("terms and privacy"),
    MACHINE("machine");

    private final String word;

    Area(String word) {
        this.word = word;
    }

    /** Its name for people and for programs. */
    public String word() {
        return word;
    }
}
