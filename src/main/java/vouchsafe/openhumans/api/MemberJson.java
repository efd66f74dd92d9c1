package vouchsafe.openhumans.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.grants.Grant;

/** Words what a project may see of one member, as {@code exchange-member/} answers it. */
final class MemberJson {
    private static final DateTimeFormatter WHOLE_SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Members members;

    MemberJson(Members members) {
        this.members = members;
    }

    Map<String, Object> of(Grant grant) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("count", 0);
        answer.put("next", null);
        answer.put("previous", null);
        answer.put("created", time(grant.createdAt()));
        answer.put("project_member_id", grant.subject());
        answer.put("sources_shared", grant.permissions().sources());
        answer.put("message_permission", grant.permissions().messagesAllowed());
        username(grant).ifPresent(username -> answer.put("username", username));
        answer.put("data", List.of());
        return answer;
    }

    private Optional<String> username(Grant grant) {
        return grant.permissions().usernameShared()
                ? members.find(grant.memberId()).map(Member::username)
                : Optional.empty();
    }

    /** As such clients know times: UTC, microseconds, no fraction where it is zero. */
    static String time(Instant instant) {
        Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
        return micros.getNano() == 0 ? WHOLE_SECONDS.format(micros) : MICROSECONDS.format(micros);
    }
}
