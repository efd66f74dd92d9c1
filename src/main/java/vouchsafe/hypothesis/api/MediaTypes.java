package vouchsafe.hypothesis.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the version of the API that the Accept header asks for. */
final class MediaTypes {
    private static final String V1 = "application/vnd.hypothesis.v1+json";
    private static final String V2 = "application/vnd.hypothesis.v2+json";
    private static final Map<String, String> ANSWERED_AS =
            Map.of(V1, V1, V2, V2, "application/json", V1, "application/ld+json", V1, "application/*", V1, "*/*", V1);
    private static final Pattern WELL_FORMED = Pattern.compile("[a-z0-9!#$&^_.+*-]+/[a-z0-9!#$&^_.+*-]+");

    private static final String LINES = "x-ndjson";
    private static final Pattern LINES_OF =
            Pattern.compile("(application/vnd\\.hypothesis\\.v[12]\\+|application/)x-ndjson");

    private MediaTypes() {}

    /** The version to answer with where the answer is lines of JSON; a caller may ask for those, or as for any other answer. */
    static Optional<String> versionOfLines(@Nullable String accept) {
        String asked = accept == null ? "" : LINES_OF.matcher(accept).replaceAll("$1json");
        return version(asked).map(version -> version.replace("json", LINES));
    }

    /** The version to answer with; empty where the caller takes none of ours. An unreadable entry is ignored. */
    static Optional<String> version(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return Optional.of(V1);
        }
        List<String> asked = List.of(accept.toLowerCase(Locale.ROOT).split(",")).stream()
                .map(each -> each.split(";", 2)[0].strip())
                .toList();
        if (!asked.stream().allMatch(each -> WELL_FORMED.matcher(each).matches())) {
            return Optional.of(V1);
        }
        return asked.stream().filter(ANSWERED_AS::containsKey).findFirst().map(ANSWERED_AS::get);
    }
}
