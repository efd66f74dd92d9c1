package vouchsafe.hypothesis.api;

import java.util.List;
import java.util.Map;
import vouchsafe.accounts.Member;

/** Annotations written through the API by members' own scripts, for tests of pages that show them. */
public final class TestNotes {
    private TestNotes() {}

    /** An annotation shared with a group; its id. */
    public static String shared(Member author, String groupId, String page, String text, String... tags) {
        return Api.of(author)
                .annotate(
                        page,
                        Map.of(
                                "group", groupId,
                                "text", text,
                                "tags", List.of(tags),
                                "target",
                                        List.of(Map.of(
                                                "source",
                                                page,
                                                "selector",
                                                List.of(Map.of(
                                                        "type", "TextQuoteSelector", "exact", "the quoted words")))),
                                "document", Map.of("title", List.of("A page about things")),
                                "permissions", Map.of("read", List.of("group:" + groupId))))
                .path("id")
                .asString();
    }

    /** An annotation with these fields over the usual ones, which share it with everybody; its id. */
    public static String written(Member author, String page, Map<String, ?> fields) {
        return Api.of(author).annotate(page, fields).path("id").asString();
    }

    /** A reader reports an annotation. */
    public static void report(Member reader, String id) {
        int status = Api.of(reader).put("annotations/" + id + "/flag").status();
        if (status != 204) {
            throw new AssertionError(status);
        }
    }

    /** Its author changes what it says. */
    public static void change(Member author, String id, String text) {
        int status =
                Api.of(author).patch("annotations/" + id, Map.of("text", text)).status();
        if (status != 200) {
            throw new AssertionError(status);
        }
    }

    /** What a member's own script reads of it: HTTP status. */
    public static int read(Member reader, String id) {
        return Api.of(reader).get("annotations/" + id).status();
    }
}
