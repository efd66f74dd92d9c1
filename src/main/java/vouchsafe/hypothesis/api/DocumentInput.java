package vouchsafe.hypothesis.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import vouchsafe.annotations.DocumentClaim;
import vouchsafe.web.TypedText;

/** Reads a page's description of itself, as clients collect it: title, other addresses, and identifiers in its metadata. */
final class DocumentInput {
    private static final int MOST_LINKS = 100;
    private static final int MOST_CLAIMED = 20;
    private static final int LONGEST_HREF = 3_000;
    private static final int LONGEST_TITLE = 1_000;
    private static final List<String> SCHEMES = List.of("http://", "https://", "file://", "urn:", "doi:");

    private DocumentInput() {}

    static DocumentClaim read(Payload document) {
        List<String> uris = new ArrayList<>();
        for (Payload link : document.all("link", MOST_LINKS)) {
            // A page also links to other things: its short addresses are its own, translations and feeds are not.
            String relation = link.json().path("rel").asString("");
            String href = link.text("href", LONGEST_HREF).orElse("").strip();
            if (!relation.equals("alternate") && !href.startsWith("doi:")) {
                uris.add(href);
            }
        }
        identifiers(document.json().path("highwire").path("pdf_url"), uris);
        dois(document.json().path("highwire").path("doi"), uris);
        dois(document.json().path("dc").path("identifier"), uris);
        List<String> known = uris.stream()
                .filter(uri -> uri.length() <= LONGEST_HREF)
                .filter(uri -> SCHEMES.stream().anyMatch(uri.toLowerCase(Locale.ROOT)::startsWith))
                .distinct()
                .limit(MOST_CLAIMED)
                .toList();
        return new DocumentClaim(title(document.json().path("title")), known);
    }

    private static @org.jspecify.annotations.Nullable String title(JsonNode sent) {
        JsonNode first = sent.isArray() && !sent.isEmpty() ? sent.get(0) : sent;
        String title = first.isString() ? first.stringValue().strip() : "";
        if (title.isEmpty()) {
            return null;
        }
        return TypedText.cut(title, LONGEST_TITLE);
    }

    private static void identifiers(JsonNode sent, List<String> uris) {
        if (sent.isString()) {
            uris.add(sent.stringValue().strip());
        } else if (sent.isArray()) {
            sent.forEach(each -> uris.add(each.asString("").strip()));
        }
    }

    private static void dois(JsonNode sent, List<String> uris) {
        List<String> all = new ArrayList<>();
        identifiers(sent, all);
        for (String each : all) {
            String doi = each.replaceFirst("(?i)^(doi:|https?://(dx\\.)?doi\\.org/)", "");
            if (doi.startsWith("10.") && doi.indexOf('/') > 0) {
                uris.add("doi:" + doi);
            }
        }
    }
}
