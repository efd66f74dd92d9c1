package vouchsafe.doctor;

/** Where the master key lies. */
final class KeyCheck implements Check {
    @Override
    public Area area() {
        return Area.DATA_FOLDER;
    }

    @Override
    public String subject() {
        return "the master key";
    }

    @Override
    public Outcome look(Installation installation) {
        if (!installation.folder().holdsKey()) {
            return Check.found();
        }
        return Check.found(Finding.risk(
                "key.beside-data",
                area(),
                "The master key lies in the data folder, beside what it protects: whoever gets a copy of the folder"
                        + " can act as this server.",
                "Move master.key to a place that is not copied with the data, and name it as master-key-file"
                        + " (VOUCHSAFE_MASTER_KEY_FILE)."));
    }
}
