package vouchsafe.portal.records;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import vouchsafe.web.pages.Choice;

/** An administrator's search in the audit log as typed, with its errors. */
public record AuditSearch(
        String kind,
        String member,
        String memberError,
        String client,
        String clientError,
        String from,
        String fromError,
        String until,
        String untilError) {

    /** Whether the form has no errors. */
    boolean valid() {
        return memberError.isEmpty() && clientError.isEmpty() && fromError.isEmpty() && untilError.isEmpty();
    }

    /** What is wrong, by field; empty messages where nothing is. */
    public Map<String, String> errors() {
        Map<String, String> errors = new LinkedHashMap<>();
        errors.put("member", memberError);
        errors.put("client", clientError);
        errors.put("from", fromError);
        errors.put("until", untilError);
        return errors;
    }

    /** The kinds of events that the form offers. */
    public List<Choice> kinds() {
        List<Choice> kinds = new ArrayList<>();
        kinds.add(new Choice("", "Every kind"));
        Sentences.kinds().keySet().forEach(each -> kinds.add(new Choice(each, each)));
        return kinds;
    }

    /** The same search, from this event on. */
    String link(UUID before) {
        return "/admin/audit/?" + query() + "&before=" + before;
    }

    /** All that was found, as a file. */
    public String export(String format) {
        return "/admin/audit/export/?" + query() + "&format=" + format;
    }

    private String query() {
        return "kind=" + encoded(kind) + "&member=" + encoded(member) + "&client=" + encoded(client) + "&from="
                + encoded(from) + "&until=" + encoded(until);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
