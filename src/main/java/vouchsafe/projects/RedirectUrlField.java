package vouchsafe.projects;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vouchsafe.clients.AppSchemes;
import vouchsafe.clients.InvalidRedirectUri;
import vouchsafe.clients.RedirectUri;

/** The redirect URLs on a project's form: one per line, or the field repeated. */
final class RedirectUrlField {
    /** Most redirect URLs one project may have. */
    static final int MOST = 20;

    private static final String NAME = "redirect_url";
    private static final int LONGEST = 256;

    private RedirectUrlField() {}

    static List<RedirectUri> read(FormFields fields, FormReader reader, AppSchemes schemes) {
        List<String> lines = fields.all(NAME).stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
        if (lines.isEmpty()) {
            reader.complain(NAME, "This field is required.");
        }
        if (lines.size() > MOST) {
            reader.complain(NAME, "Give at most %d redirect URLs.".formatted(MOST));
        }
        List<RedirectUri> urls = new ArrayList<>();
        for (String line : lines) {
            one(line, reader, schemes).ifPresent(urls::add);
        }
        return urls;
    }

    private static Optional<RedirectUri> one(String line, FormReader reader, AppSchemes schemes) {
        if (line.length() > LONGEST) {
            reader.complain(
                    NAME, "Ensure each redirect URL has at most 256 characters (one has %d).".formatted(line.length()));
            return Optional.empty();
        }
        try {
            return Optional.of(RedirectUri.register(line, schemes));
        } catch (InvalidRedirectUri refused) {
            reader.complain(NAME, String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }
}
