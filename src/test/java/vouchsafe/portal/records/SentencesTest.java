package vouchsafe.portal.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vouchsafe.audit.AuditEntry;

class SentencesTest {
    /** What events are about: the first words of their kinds. */
    private static final List<String> ABOUT = List.of(
            "annotation",
            "annotation_group",
            "client",
            "consent",
            "datatype",
            "email",
            "files",
            "grant",
            "mail",
            "member",
            "password",
            "project",
            "public_sharing",
            "session",
            "signin",
            "signup",
            "tokens",
            "webhook");

    private static final UUID ADA = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);
    private static final UUID APP = new UUID(0, 3);

    @Test
    void every_kind_of_event_that_the_code_records_has_a_sentence() throws IOException {
        Pattern kind = Pattern.compile("\"((?:" + String.join("|", ABOUT) + ")\\.[a-z_]+)\"");
        Set<String> recorded = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("Sentences.java"))
                    .toList()) {
                String text = Files.readString(source);
                if (text.contains("AuditEvent")) {
                    kind.matcher(text).results().forEach(found -> recorded.add(found.group(1)));
                }
            }
        }
        assertThat(recorded).hasSizeGreaterThan(20);
        assertThat(Sentences.kinds().keySet())
                .as("a new kind of event needs a sentence in Sentences.TEMPLATES")
                .containsAll(recorded);
    }

    @Test
    void names_stand_where_they_belong_and_are_not_read_as_templates() {
        assertThat(Sentences.about(event("member.suspended", ADA, BOB, null, Map.of()), names("APP")))
                .isEqualTo("ada suspended APP");
        assertThat(Sentences.about(
                        event("grant.authorized", ADA, ADA, APP, Map.of("version", "3")), names("{version} SUBJECT")))
                .isEqualTo("ada connected “Sleep ACTOR” (version 3 of what it asks for)");
        assertThat(Sentences.about(event("signin.failed", null, null, null, Map.of("account", "unknown")), names("b")))
                .isEqualTo("Somebody failed to sign in as an unknown account");
    }

    @Test
    void an_event_without_a_sentence_is_still_readable() {
        assertThat(Sentences.about(event("badge.made_round", ADA, null, APP, Map.of()), names("b")))
                .isEqualTo("Event badge.made_round (ada, “Sleep ACTOR”)");
    }

    private static AuditEntry event(
            String kind,
            @Nullable UUID actor,
            @Nullable UUID subject,
            @Nullable UUID client,
            Map<String, String> detail) {
        return new AuditEntry(UUID.randomUUID(), Instant.EPOCH, kind, actor, subject, client, null, null, detail);
    }

    private static Sentences.Names names(String bob) {
        return new Sentences.Names() {
            @Override
            public String member(UUID id) {
                return id.equals(ADA) ? "ada" : bob;
            }

            @Override
            public String client(UUID id) {
                return "“Sleep ACTOR”";
            }
        };
    }
}
