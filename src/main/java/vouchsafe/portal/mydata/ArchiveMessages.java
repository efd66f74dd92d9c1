package vouchsafe.portal.mydata;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.messages.Letter;
import vouchsafe.messages.Letters;
import vouchsafe.messages.Messages;
import vouchsafe.messages.ReceivedMessage;

/** The parts of an archive about messages: those from projects to the member, and those from the member to projects. */
final class ArchiveMessages {
    private static final int AT_ONCE = 500;
    private static final int MOST_LETTERS = 10_000;

    private final Grants grants;
    private final FileLines names;
    private final Messages messages;
    private final Letters letters;

    ArchiveMessages(Grants grants, FileLines names, Messages messages, Letters letters) {
        this.grants = grants;
        this.names = names;
        this.messages = messages;
        this.letters = letters;
    }

    Map<String, Object> of(UUID memberId) {
        List<ReceivedMessage> received = new ArrayList<>();
        Optional<UUID> last = Optional.empty();
        List<ReceivedMessage> some;
        do {
            some = messages.received(memberId, last, AT_ONCE);
            received.addAll(some);
            last = some.isEmpty() ? last : Optional.of(some.getLast().id());
        } while (some.size() == AT_ONCE);
        List<Grant> all = grants.ofMember(memberId);
        Map<UUID, String> projects =
                names.names(all.stream().map(Grant::clientRowId).toList());
        return Map.of(
                "received",
                received.stream()
                        .map(message -> entry(
                                projects.getOrDefault(message.clientRowId(), "An app that is gone"),
                                message.createdAt(),
                                message.subject(),
                                message.body()))
                        .toList(),
                "sent",
                all.stream()
                        .flatMap(grant -> letters.of(grant.id(), MOST_LETTERS).stream()
                                .map(letter -> sent(letter, grant, projects)))
                        .toList());
    }

    private static Map<String, Object> sent(Letter letter, Grant grant, Map<UUID, String> projects) {
        return entry(
                projects.getOrDefault(grant.clientRowId(), "An app that is gone"),
                letter.createdAt(),
                "",
                letter.body());
    }

    private static Map<String, Object> entry(String project, Instant at, String subject, String body) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("project", project);
        entry.put("at", at.toString());
        entry.put("subject", subject);
        entry.put("text", body);
        return entry;
    }
}
