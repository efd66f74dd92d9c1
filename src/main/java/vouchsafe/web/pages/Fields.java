package vouchsafe.web.pages;

import org.jspecify.annotations.Nullable;

/** Attribute values of form controls, as the field templates need them: null leaves an attribute out. */
public final class Fields {
    private Fields() {}

    /** The limit, unless it is zero. */
    public static @Nullable String limit(int maxlength) {
        return maxlength == 0 ? null : Integer.toString(maxlength);
    }

    /** The text, unless it is empty. */
    public static @Nullable String orAbsent(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The ids of the remarks about a control (WAI-ARIA 1.2, aria-describedby). */
    public static @Nullable String describedBy(String name, String hint, String error) {
        String ids = (hint.isEmpty() ? "" : "id_" + name + "_hint") + (error.isEmpty() ? "" : " id_" + name + "_error");
        return orAbsent(ids.strip());
    }

    /** The value of aria-invalid. */
    public static @Nullable String invalid(String error) {
        return error.isEmpty() ? null : "true";
    }

    /** Whether a field holds something to be typed letter by letter, where a phone must not mend spelling. */
    public static boolean literal(String type, boolean mono) {
        return mono || type.equals("email") || type.equals("url");
    }
}
