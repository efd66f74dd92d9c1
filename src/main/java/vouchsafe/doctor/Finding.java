package vouchsafe.doctor;

/**
 * Something that is wrong with an installation.
 *
 * @param kind stable name for programs, such as {@code mail.sign-in}: never renamed
 * @param area the part that it was found in
 * @param what what is so, in a sentence
 * @param whatToDo what the operator does about it, in a sentence
 */
public record Finding(String kind, Area area, Severity severity, String what, String whatToDo) {

    /** How bad it is. */
    public enum Severity {
        /** Something does not work. */
        WRONG,
        /** Everything works today, and something will be lost, stop or be open one day. */
        RISK
    }

    /** Something that does not work. */
    public static Finding wrong(String kind, Area area, String what, String whatToDo) {
        return new Finding(kind, area, Severity.WRONG, what, whatToDo);
    }

    /** Something that works, until one day. */
    public static Finding risk(String kind, Area area, String what, String whatToDo) {
        return new Finding(kind, area, Severity.RISK, what, whatToDo);
    }
}
